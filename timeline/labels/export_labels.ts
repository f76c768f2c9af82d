import type { InEach } from './languages.js';

/** What is said of what can be taken away. */
export interface ExportLabels {
  readonly export: string;
  readonly exportCsv: string;
  readonly exportNdjson: string;
  readonly exporting: string;
  readonly print: string;
  readonly printed: (at: string) => string;
  readonly printedPart: (n: string) => string;
}

export const exportLabels: InEach<ExportLabels> = {
  export: ['Export', 'Exportar', 'Exporter', 'Exportar', 'Exportieren'],
  exportCsv: ['Table (CSV)', 'Tabla (CSV)', 'Tableau (CSV)', 'Tabela (CSV)', 'Tabelle (CSV)'],
  exportNdjson: ['Data (NDJSON)', 'Datos (NDJSON)', 'Données (NDJSON)', 'Dados (NDJSON)', 'Daten (NDJSON)'],
  exporting: ['Exporting …', 'Exportando…', 'Export en cours…', 'Exportando…', 'Wird exportiert …'],
  print: ['Print', 'Imprimir', 'Imprimer', 'Imprimir', 'Drucken'],
  printed: [
    (at) => `Printed ${at}`,
    (at) => `Impreso: ${at}`,
    (at) => `Imprimé : ${at}`,
    (at) => `Impresso: ${at}`,
    (at) => `Gedruckt: ${at}`,
  ],
  printedPart: [
    (n) => `Only the first ${n} entries are printed; export has all of them.`,
    (n) => `Solo se imprimen las primeras ${n} entradas; la exportación las contiene todas.`,
    (n) => `Seules les ${n} premières entrées sont imprimées ; l’export les contient toutes.`,
    (n) => `Só as primeiras ${n} entradas são impressas; a exportação contém todas.`,
    (n) => `Nur die ersten ${n} Einträge sind gedruckt; der Export enthält alle.`,
  ],
};
