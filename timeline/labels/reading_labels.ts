import type { LiveState } from '../live/live_updates.js';
import type { InEach } from './languages.js';

/** What is said of the list. */
export interface ReadingLabels {
  readonly feed: string;
  readonly newestFirst: string;
  readonly oldestFirst: string;
  readonly arrived: (n: string, count: number) => string;
  readonly live: Readonly<Record<LiveState, string>>;
  readonly loading: string;
  readonly more: string;
  readonly end: (n: string, count: number) => string;
  readonly looked: (until: string) => string;
  readonly lookFurther: string;
  readonly entry: (n: string) => string;
  readonly empty: string;
  readonly emptyHint: string;
  readonly noMatch: string;
  readonly noMatchHint: string;
  readonly keys: string;
  readonly keyList: readonly (readonly [key: string, what: string])[];
  readonly enterKey: string;
  readonly close: string;
}

export const readingLabels: InEach<ReadingLabels> = {
  feed: ['Activity', 'Actividad', 'Activité', 'Atividade', 'Aktivität'],
  newestFirst: [
    'Newest first',
    'Más recientes primero',
    'Plus récentes d’abord',
    'Mais recentes primeiro',
    'Neueste zuerst',
  ],
  oldestFirst: [
    'Oldest first',
    'Más antiguas primero',
    'Plus anciennes d’abord',
    'Mais antigas primeiro',
    'Älteste zuerst',
  ],
  arrived: [
    (n) => `${n} new`,
    (n, count) => (count === 1 ? `${n} nueva` : `${n} nuevas`),
    (n, count) => (count < 2 ? `${n} nouvelle` : `${n} nouvelles`),
    (n, count) => (count === 1 ? `${n} nova` : `${n} novas`),
    (n, count) => (count === 1 ? `${n} neuer Eintrag` : `${n} neue Einträge`),
  ],
  live: {
    connecting: ['Connecting', 'Conectando', 'Connexion', 'Conectando', 'Verbinden'],
    open: ['Live', 'En directo', 'En direct', 'Ao vivo', 'Live'],
    retrying: ['Reconnecting', 'Reconectando', 'Reconnexion', 'Reconectando', 'Neu verbinden'],
    closed: ['Paused', 'En pausa', 'En pause', 'Em pausa', 'Angehalten'],
  },
  loading: ['Loading …', 'Cargando…', 'Chargement…', 'Carregando…', 'Wird geladen …'],
  more: ['Load more', 'Cargar más', 'Charger la suite', 'Carregar mais', 'Mehr laden'],
  end: [
    (n, count) => (count === 1 ? 'That is the only entry.' : `That is all: ${n} entries.`),
    (n, count) => (count === 1 ? 'Es la única entrada.' : `Eso es todo: ${n} entradas.`),
    (n, count) => (count === 1 ? 'C’est la seule entrée.' : `C’est tout : ${n} entrées.`),
    (n, count) => (count === 1 ? 'É a única entrada.' : `Isso é tudo: ${n} entradas.`),
    (n, count) => (count === 1 ? 'Das ist der einzige Eintrag.' : `Das ist alles: ${n} Einträge.`),
  ],
  looked: [
    (until) => `Searched as far as ${until}.`,
    (until) => `Se ha buscado hasta ${until}.`,
    (until) => `Recherche faite jusqu’à ${until}.`,
    (until) => `Pesquisado até ${until}.`,
    (until) => `Durchsucht bis ${until}.`,
  ],
  lookFurther: [
    'Search further',
    'Seguir buscando',
    'Chercher plus loin',
    'Continuar pesquisando',
    'Weiter suchen',
  ],
  entry: [
    (n) => `entry ${n}`,
    (n) => `la entrada ${n}`,
    (n) => `l’entrée ${n}`,
    (n) => `a entrada ${n}`,
    (n) => `Eintrag ${n}`,
  ],
  empty: [
    'Nothing has happened yet',
    'Todavía no ha pasado nada',
    'Rien ne s’est encore passé',
    'Ainda não aconteceu nada',
    'Noch ist nichts geschehen',
  ],
  emptyHint: [
    'What is changed from now on appears here.',
    'Lo que cambie a partir de ahora aparecerá aquí.',
    'Ce qui changera désormais apparaîtra ici.',
    'O que mudar a partir de agora aparece aqui.',
    'Was sich ab jetzt ändert, erscheint hier.',
  ],
  noMatch: [
    'No entry matches',
    'Ninguna entrada coincide',
    'Aucune entrée ne correspond',
    'Nenhuma entrada corresponde',
    'Kein Eintrag passt',
  ],
  noMatchHint: [
    'Remove a filter or search for something else.',
    'Quite un filtro o busque otra cosa.',
    'Retirez un filtre ou cherchez autre chose.',
    'Remova um filtro ou pesquise outra coisa.',
    'Entfernen Sie einen Filter oder suchen Sie nach etwas anderem.',
  ],
  keys: ['Keyboard', 'Teclado', 'Clavier', 'Teclado', 'Tastatur'],
  keyList: [
    [
      ['Page Down', 'next entry'],
      ['Page Up', 'previous entry'],
      ['Ctrl + End', 'behind the list'],
      ['Ctrl + Home', 'before the list'],
    ],
    [
      ['Av Pág', 'entrada siguiente'],
      ['Re Pág', 'entrada anterior'],
      ['Ctrl + Fin', 'salir de la lista por el final'],
      ['Ctrl + Inicio', 'salir de la lista por el principio'],
    ],
    [
      ['Page suiv.', 'entrée suivante'],
      ['Page préc.', 'entrée précédente'],
      ['Ctrl + Fin', 'après la liste'],
      ['Ctrl + Début', 'avant la liste'],
    ],
    [
      ['Page Down', 'próxima entrada'],
      ['Page Up', 'entrada anterior'],
      ['Ctrl + End', 'depois da lista'],
      ['Ctrl + Home', 'antes da lista'],
    ],
    [
      ['Bild ab', 'nächster Eintrag'],
      ['Bild auf', 'voriger Eintrag'],
      ['Strg + Ende', 'hinter die Liste'],
      ['Strg + Pos1', 'vor die Liste'],
    ],
  ],
  enterKey: ['Enter', 'Intro', 'Entrée', 'Enter', 'Eingabe'],
  close: ['Close', 'Cerrar', 'Fermer', 'Fechar', 'Schließen'],
};
