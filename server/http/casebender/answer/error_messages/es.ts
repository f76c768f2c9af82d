import type { ErrorCatalogue } from './error_catalogue.js';

/** Spanish sentences of errors (C13), as ICU MessageFormat patterns. */
export const es: ErrorCatalogue = {
  'error.UNAUTHORIZED': 'Token de autenticación faltante o inválido',
  'error.FORBIDDEN': 'No tiene permiso para acceder a esta información',
  'error.ALERT_NOT_FOUND': 'Alerta no encontrada',
  'error.INTERNAL_ERROR': 'Error del servidor',
  'error.COMMENT_NOT_FOUND': 'Comentario no encontrado',
  'error.METHOD_NOT_ALLOWED': 'Método no permitido',
  'error.ALERT_EXISTS': 'Ya existe una alerta con ese identificador',
  'error.ALERT_ALREADY_LINKED': 'La alerta ya está vinculada a un caso',
  'error.HISTORY_FULL': 'El historial de la alerta está lleno',
  'error.VERSION_CONFLICT': 'El recurso ha cambiado desde que lo leyó',
  'error.IDEMPOTENCY_IN_PROGRESS': 'La solicitud original sigue en curso',
  'error.IDEMPOTENCY_KEY_REUSED': 'La clave de idempotencia ya se usó con otra solicitud',
  'error.PAYLOAD_TOO_LARGE': 'El cuerpo de la solicitud es demasiado grande',
  'error.UNSUPPORTED_MEDIA_TYPE': 'El cuerpo de la solicitud debe ser JSON',
  'error.RATE_LIMITED':
    'Límite de solicitudes superado; inténtelo de nuevo en {seconds, plural, one {# segundo} other {# segundos}}',
  'fault.integer': "El parámetro ''{name}'' debe ser un número entero entre {min} y {max}",
  'fault.parameter': "El parámetro ''{name}'' no es válido",
  'fault.missing': "El campo ''{name}'' es obligatorio",
  'fault.value': "El valor del campo ''{name}'' no es válido",
  'fault.unknown': "El campo ''{name}'' no se admite",
  'fault.body': 'El cuerpo de la solicitud no es válido',
  'fault.query': 'Los parámetros de la consulta no son válidos',
};
