import type { ErrorCatalogue } from './error_catalogue.js';

/** Portuguese sentences of errors (C13), as ICU MessageFormat patterns. */
export const pt: ErrorCatalogue = {
  'error.UNAUTHORIZED': 'Token de autenticação ausente ou inválido',
  'error.FORBIDDEN': 'Você não tem permissão para acessar estas informações',
  'error.ALERT_NOT_FOUND': 'Alerta não encontrado',
  'error.INTERNAL_ERROR': 'Erro do servidor',
  'error.COMMENT_NOT_FOUND': 'Comentário não encontrado',
  'error.METHOD_NOT_ALLOWED': 'Método não permitido',
  'error.ALERT_EXISTS': 'Já existe um alerta com esse identificador',
  'error.ALERT_ALREADY_LINKED': 'O alerta já está vinculado a um caso',
  'error.HISTORY_FULL': 'O histórico do alerta está cheio',
  'error.VERSION_CONFLICT': 'O recurso mudou desde que você o leu',
  'error.IDEMPOTENCY_IN_PROGRESS': 'A solicitação original ainda está em andamento',
  'error.IDEMPOTENCY_KEY_REUSED': 'A chave de idempotência já foi usada com outra solicitação',
  'error.PAYLOAD_TOO_LARGE': 'O corpo da solicitação é grande demais',
  'error.UNSUPPORTED_MEDIA_TYPE': 'O corpo da solicitação deve ser JSON',
  'error.RATE_LIMITED':
    'Limite de solicitações excedido; tente novamente em {seconds, plural, one {# segundo} other {# segundos}}',
  'fault.integer': "O parâmetro ''{name}'' deve ser um número inteiro entre {min} e {max}",
  'fault.parameter': "O parâmetro ''{name}'' não é válido",
  'fault.missing': "O campo ''{name}'' é obrigatório",
  'fault.value': "O valor do campo ''{name}'' não é válido",
  'fault.unknown': "O campo ''{name}'' não é aceito",
  'fault.body': 'O corpo da solicitação não é válido',
  'fault.query': 'Os parâmetros da consulta não são válidos',
};
