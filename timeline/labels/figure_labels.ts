import type { InEach } from './languages.js';

/** What is said of the strip. */
export interface FigureLabels {
  readonly overTime: string;
  readonly overTimeHint: string;
  readonly entriesOf: (n: string, count: number, when: string) => string;
  readonly timeIn: string;
  readonly now: string;
  readonly table: string;
  readonly when: string;
  readonly entries: string;
  readonly value: string;
  readonly duration: string;
  readonly toAcknowledge: string;
  readonly toResolve: string;
}

export const figureLabels: InEach<FigureLabels> = {
  overTime: [
    'Entries over time',
    'Entradas a lo largo del tiempo',
    'Entrées au fil du temps',
    'Entradas ao longo do tempo',
    'Einträge im Lauf der Zeit',
  ],
  overTimeHint: [
    'Arrows move, Enter selects, Shift extends.',
    'Las flechas mueven, Intro selecciona, Mayús amplía.',
    'Les flèches déplacent, Entrée choisit, Maj étend.',
    'As setas movem, Enter seleciona, Shift estende.',
    'Pfeile bewegen, Eingabe wählt, Umschalt erweitert.',
  ],
  entriesOf: [
    (n, count, when) => `${when}: ${n} ${count === 1 ? 'entry' : 'entries'}`,
    (n, count, when) => `${when}: ${n} ${count === 1 ? 'entrada' : 'entradas'}`,
    (n, count, when) => `${when} : ${n} ${count < 2 ? 'entrée' : 'entrées'}`,
    (n, count, when) => `${when}: ${n} ${count === 1 ? 'entrada' : 'entradas'}`,
    (n, count, when) => `${when}: ${n} ${count === 1 ? 'Eintrag' : 'Einträge'}`,
  ],
  timeIn: [
    'Time in each status',
    'Tiempo en cada estado',
    'Temps dans chaque statut',
    'Tempo em cada estado',
    'Zeit in jedem Status',
  ],
  now: ['now', 'ahora', 'maintenant', 'agora', 'jetzt'],
  table: [
    'Figures as a table',
    'Cifras en una tabla',
    'Chiffres en tableau',
    'Números em tabela',
    'Zahlen als Tabelle',
  ],
  when: ['When', 'Cuándo', 'Quand', 'Quando', 'Wann'],
  entries: ['Entries', 'Entradas', 'Entrées', 'Entradas', 'Einträge'],
  value: ['Status', 'Estado', 'Statut', 'Estado', 'Status'],
  duration: ['Time', 'Tiempo', 'Durée', 'Tempo', 'Zeit'],
  toAcknowledge: [
    'Acknowledged after',
    'Atendido tras',
    'Pris en charge après',
    'Reconhecido após',
    'Angenommen nach',
  ],
  toResolve: ['Resolved after', 'Resuelto tras', 'Résolu après', 'Resolvido após', 'Gelöst nach'],
};
