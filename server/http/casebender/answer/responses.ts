import type { HeaderSpec, ResponseSpec } from '../../route.js';

/** A success in the words of the published contract (C13). */
export const SUCCEEDED = 'La solicitud se completó con éxito';

/** How any request can fail, in the words of the published contract (C13). */
export const READ_FAILURES = {
  400: 'La solicitud no es válida',
  401: 'Token de autenticación faltante o inválido',
  403: 'No tiene permiso para acceder a esta información',
  404: 'Alerta no encontrada',
  429: 'Se ha superado el límite de solicitudes',
  500: 'Error del servidor',
  503: 'El servicio no está disponible',
} as const;

/** How a write can fail besides. */
export const WRITE_FAILURES = {
  409: 'El recurso ha cambiado desde que lo leyó, o su historial está lleno',
  413: 'El cuerpo de la solicitud es demasiado grande',
  415: 'El cuerpo de la solicitud debe ser JSON',
} as const;

/** What `If-Match` names has changed (C10.1). */
export const STALE: ResponseSpec = { description: 'El recurso ha cambiado desde que lo leyó' };

/** The key was used with another request (C10.2). */
export const KEY_REUSED: ResponseSpec = {
  description: 'La clave de idempotencia ya se usó con otra solicitud',
};

/** The version that `If-Match` takes (C9.3). */
export const ETAG: Readonly<Record<string, HeaderSpec>> = {
  ETag: { description: 'Version of the resource, for `If-Match`.' },
};

/** Where what was created can be read. */
export const LOCATION: Readonly<Record<string, HeaderSpec>> = {
  Location: { description: 'Address of what was created, relative to the address of the request.' },
};

/** Where in the list a page stands (C2.3). */
export const PAGING: Readonly<Record<string, HeaderSpec>> = {
  'X-Total-Count': { description: 'Length of the whole list.', schema: { type: 'integer', minimum: 0 } },
  Link: { description: '`first`, `prev`, `next` and `last` page (RFC 8288).' },
};
