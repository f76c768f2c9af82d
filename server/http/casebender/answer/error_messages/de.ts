import type { ErrorCatalogue } from './error_catalogue.js';

/** German sentences of errors (C13), as ICU MessageFormat patterns. */
export const de: ErrorCatalogue = {
  'error.UNAUTHORIZED': 'Authentifizierungstoken fehlt oder ist ungültig',
  'error.FORBIDDEN': 'Sie haben keine Berechtigung für diese Informationen',
  'error.ALERT_NOT_FOUND': 'Alarm nicht gefunden',
  'error.INTERNAL_ERROR': 'Serverfehler',
  'error.COMMENT_NOT_FOUND': 'Kommentar nicht gefunden',
  'error.METHOD_NOT_ALLOWED': 'Methode nicht erlaubt',
  'error.ALERT_EXISTS': 'Ein Alarm mit dieser Kennung existiert bereits',
  'error.ALERT_ALREADY_LINKED': 'Der Alarm ist bereits mit einem Fall verknüpft',
  'error.HISTORY_FULL': 'Der Verlauf des Alarms ist voll',
  'error.VERSION_CONFLICT': 'Die Ressource wurde seit dem Lesen geändert',
  'error.IDEMPOTENCY_IN_PROGRESS': 'Die ursprüngliche Anfrage läuft noch',
  'error.IDEMPOTENCY_KEY_REUSED': 'Der Idempotenzschlüssel wurde bereits für eine andere Anfrage verwendet',
  'error.PAYLOAD_TOO_LARGE': 'Der Anfragekörper ist zu groß',
  'error.UNSUPPORTED_MEDIA_TYPE': 'Der Anfragekörper muss JSON sein',
  'error.RATE_LIMITED':
    'Anfragelimit überschritten; versuchen Sie es in {seconds, plural, one {# Sekunde} other {# Sekunden}} erneut',
  'fault.integer': "Der Parameter ''{name}'' muss eine ganze Zahl zwischen {min} und {max} sein",
  'fault.parameter': "Der Parameter ''{name}'' ist ungültig",
  'fault.missing': "Das Feld ''{name}'' ist erforderlich",
  'fault.value': "Der Wert des Feldes ''{name}'' ist ungültig",
  'fault.unknown': "Das Feld ''{name}'' wird nicht unterstützt",
  'fault.body': 'Der Anfragekörper ist ungültig',
  'fault.query': 'Die Anfrageparameter sind ungültig',
};
