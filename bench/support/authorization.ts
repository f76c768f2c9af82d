/** The one user of every server that is measured. */
export const USER = { username: 'ana.garcia', password: 'bench-ana' };

/** What their requests carry. */
export const AUTHORIZATION = `Basic ${Buffer.from(`${USER.username}:${USER.password}`).toString('base64')}`;
