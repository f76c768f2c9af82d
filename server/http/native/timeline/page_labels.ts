import type { BuiltInLocale } from '../../../../common/locales.js';

/** All that the page says besides the timeline, in one language. */
export interface PageLabels {
  readonly title: string;
  readonly withPassword: string;
  readonly withToken: string;
  readonly name: string;
  readonly password: string;
  readonly token: string;
  readonly signIn: string;
  readonly signingIn: string;
  /** That it is forgotten when the page is closed. */
  readonly kept: string;
  readonly missing: string;
  readonly wrongPassword: string;
  readonly wrongToken: string;
  readonly tooOften: string;
  readonly unreachable: string;
}

const LABELS: Readonly<Record<BuiltInLocale, PageLabels>> = {
  en: {
    title: 'Sign in to see the history',
    withPassword: 'Name and password',
    withToken: 'Token',
    name: 'Name',
    password: 'Password',
    token: 'Token or API key',
    signIn: 'Sign in',
    signingIn: 'Signing in…',
    kept: 'Kept in this page only: closing or reloading it signs you out.',
    missing: 'Fill in every field.',
    wrongPassword: 'Name or password is wrong.',
    wrongToken: 'The token is not valid, or not any more.',
    tooOften: 'Too many attempts. Wait a moment, then try again.',
    unreachable: 'The server does not answer. Try again.',
  },
  es: {
    title: 'Inicie sesión para ver el historial',
    withPassword: 'Nombre y contraseña',
    withToken: 'Token',
    name: 'Nombre',
    password: 'Contraseña',
    token: 'Token o clave de API',
    signIn: 'Iniciar sesión',
    signingIn: 'Iniciando sesión…',
    kept: 'Solo se guarda en esta página: al cerrarla o recargarla se cierra la sesión.',
    missing: 'Rellene todos los campos.',
    wrongPassword: 'El nombre o la contraseña no son correctos.',
    wrongToken: 'El token no es válido o ha dejado de serlo.',
    tooOften: 'Demasiados intentos. Espere un momento y vuelva a intentarlo.',
    unreachable: 'El servidor no responde. Vuelva a intentarlo.',
  },
  fr: {
    title: 'Connectez-vous pour voir l’historique',
    withPassword: 'Nom et mot de passe',
    withToken: 'Jeton',
    name: 'Nom',
    password: 'Mot de passe',
    token: 'Jeton ou clé d’API',
    signIn: 'Se connecter',
    signingIn: 'Connexion…',
    kept: 'Conservé dans cette page seulement : la fermer ou la recharger vous déconnecte.',
    missing: 'Remplissez tous les champs.',
    wrongPassword: 'Le nom ou le mot de passe est incorrect.',
    wrongToken: 'Le jeton n’est pas valide ou ne l’est plus.',
    tooOften: 'Trop de tentatives. Patientez un instant, puis réessayez.',
    unreachable: 'Le serveur ne répond pas. Réessayez.',
  },
  pt: {
    title: 'Inicie sessão para ver o histórico',
    withPassword: 'Nome e palavra-passe',
    withToken: 'Token',
    name: 'Nome',
    password: 'Palavra-passe',
    token: 'Token ou chave de API',
    signIn: 'Iniciar sessão',
    signingIn: 'A iniciar sessão…',
    kept: 'Guardado apenas nesta página: fechá-la ou recarregá-la termina a sessão.',
    missing: 'Preencha todos os campos.',
    wrongPassword: 'O nome ou a palavra-passe está incorreto.',
    wrongToken: 'O token não é válido ou já não o é.',
    tooOften: 'Demasiadas tentativas. Aguarde um momento e tente novamente.',
    unreachable: 'O servidor não responde. Tente novamente.',
  },
  de: {
    title: 'Zum Verlauf anmelden',
    withPassword: 'Name und Passwort',
    withToken: 'Token',
    name: 'Name',
    password: 'Passwort',
    token: 'Token oder API-Schlüssel',
    signIn: 'Anmelden',
    signingIn: 'Anmeldung läuft …',
    kept: 'Nur in dieser Seite gemerkt: Schließen oder Neuladen meldet Sie ab.',
    missing: 'Füllen Sie alle Felder aus.',
    wrongPassword: 'Name oder Passwort ist falsch.',
    wrongToken: 'Das Token ist nicht oder nicht mehr gültig.',
    tooOften: 'Zu viele Versuche. Warten Sie einen Moment und versuchen Sie es erneut.',
    unreachable: 'Der Server antwortet nicht. Versuchen Sie es erneut.',
  },
};

/** In the language of a BCP 47 tag, or in English. */
export function pageLabelsOf(tag: string): PageLabels {
  const [language = ''] = tag.toLowerCase().split('-', 1);
  return Object.hasOwn(LABELS, language) ? LABELS[language as BuiltInLocale] : LABELS.en;
}
