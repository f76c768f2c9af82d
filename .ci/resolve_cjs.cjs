// `require('./part')` finds `part.cjs` as well.
require.extensions['.cjs'] ??= require.extensions['.js'];
