import type { PropertyValues } from 'lit';
import { LitElement } from 'lit';
import type { Filters } from './filters.js';
import { FILTER_SETTINGS, OF_THE_HISTORY, SETTINGS } from './settings.js';

/** What a host may set on the element, as attributes or properties (N13). */
export abstract class TimelineSettings extends LitElement {
  static override properties = SETTINGS;

  declare src: string | undefined;
  declare kind: string | undefined;
  declare record: string | undefined;
  declare space: string | undefined;
  declare locale: string | undefined;
  declare timeZone: string | undefined;
  declare order: 'asc' | 'desc';
  declare pageSize: number | undefined;
  declare types: readonly string[];
  declare fields: readonly string[];
  declare actors: readonly string[];
  declare kinds: readonly string[];
  declare owners: readonly string[];
  declare from: string;
  declare to: string;
  declare q: string;
  declare live: boolean;
  declare filters: boolean;
  declare exports: boolean;
  declare diff: boolean;
  declare theme: 'auto' | 'light' | 'dark';
  /** Entry to scroll to and mark. */
  declare seq: number | undefined;
  /** What is sent as `Authorization`, a token or a whole value; asked for again after a 401. */
  declare getToken: (() => string | undefined | Promise<string | undefined>) | undefined;
  declare fetch: typeof fetch | undefined;

  constructor() {
    super();
    this.order = 'desc';
    [this.types, this.fields, this.actors, this.kinds, this.owners] = [[], [], [], [], []];
    [this.from, this.to, this.q] = ['', '', ''];
    [this.live, this.filters, this.exports, this.diff] = [false, true, false, true];
    this.theme = 'auto';
  }

  /** The language of the reader: said of the element, of the page around it, or of the browser. */
  protected get language(): string {
    const { locale, lang } = this;
    const around = this.closest<HTMLElement>('[lang]')?.lang ?? document.documentElement.lang;
    const found =
      [locale, lang, around, navigator.language].find((one) => one !== undefined && one !== '') ?? 'en';
    try {
      return Intl.getCanonicalLocales(found)[0] ?? 'en';
    } catch {
      return 'en';
    }
  }

  protected get limit(): number {
    return Math.min(500, Math.max(1, this.pageSize ?? 50));
  }

  /** The filters as they are set. */
  protected get wanted(): Filters {
    const { types, fields, actors, kinds, owners, from, to, q } = this;
    // An attribute that is taken away is `null`.
    const text = (value: string | null | undefined): string => value ?? '';
    return { types, fields, actors, kinds, owners, from: text(from), to: text(to), q: text(q) };
  }

  protected put(filters: Filters): void {
    Object.assign(this, filters);
  }

  /** Whether another history, or another part of it, is to be shown. */
  protected isOther(changed: PropertyValues): boolean {
    const names = [...OF_THE_HISTORY, ...FILTER_SETTINGS, 'live', 'getToken', 'fetch'];
    return !this.hasUpdated || names.some((name) => changed.has(name));
  }
}
