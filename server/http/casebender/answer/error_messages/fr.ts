import type { ErrorCatalogue } from './error_catalogue.js';

/** French sentences of errors (C13), as ICU MessageFormat patterns. */
export const fr: ErrorCatalogue = {
  'error.UNAUTHORIZED': 'Jeton d’authentification manquant ou invalide',
  'error.FORBIDDEN': 'Vous n’avez pas l’autorisation d’accéder à ces informations',
  'error.ALERT_NOT_FOUND': 'Alerte introuvable',
  'error.INTERNAL_ERROR': 'Erreur du serveur',
  'error.COMMENT_NOT_FOUND': 'Commentaire introuvable',
  'error.METHOD_NOT_ALLOWED': 'Méthode non autorisée',
  'error.ALERT_EXISTS': 'Une alerte avec cet identifiant existe déjà',
  'error.ALERT_ALREADY_LINKED': 'L’alerte est déjà liée à un dossier',
  'error.HISTORY_FULL': 'L’historique de l’alerte est plein',
  'error.VERSION_CONFLICT': 'La ressource a changé depuis votre lecture',
  'error.IDEMPOTENCY_IN_PROGRESS': 'La requête d’origine est encore en cours',
  'error.IDEMPOTENCY_KEY_REUSED': 'La clé d’idempotence a déjà servi à une autre requête',
  'error.PAYLOAD_TOO_LARGE': 'Le corps de la requête est trop volumineux',
  'error.UNSUPPORTED_MEDIA_TYPE': 'Le corps de la requête doit être en JSON',
  'error.RATE_LIMITED':
    'Limite de requêtes dépassée ; réessayez dans {seconds, plural, one {# seconde} other {# secondes}}',
  'fault.integer': "Le paramètre ''{name}'' doit être un entier compris entre {min} et {max}",
  'fault.parameter': "Le paramètre ''{name}'' n’est pas valide",
  'fault.missing': "Le champ ''{name}'' est obligatoire",
  'fault.value': "La valeur du champ ''{name}'' n’est pas valide",
  'fault.unknown': "Le champ ''{name}'' n’est pas pris en charge",
  'fault.body': 'Le corps de la requête n’est pas valide',
  'fault.query': 'Les paramètres de la requête ne sont pas valides',
};
