/** Descriptions of responses in the words of the published contract (C13). */
export const READ_RESPONSES = {
  200: 'La solicitud se completó con éxito',
  400: 'La solicitud no es válida',
  401: 'Token de autenticación faltante o inválido',
  403: 'No tiene permiso para acceder a esta información',
  404: 'Alerta no encontrada',
  500: 'Error del servidor',
} as const;

/** What a write may answer beside its success. */
export const WRITE_RESPONSES = {
  400: READ_RESPONSES[400],
  401: READ_RESPONSES[401],
  403: READ_RESPONSES[403],
  413: 'El cuerpo de la solicitud es demasiado grande',
  415: 'El cuerpo de la solicitud debe ser JSON',
  500: READ_RESPONSES[500],
} as const;
