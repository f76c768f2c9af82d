import { css } from 'lit';

export const detailStyle = css`
  .diff {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--gap);
    margin-block: 0.35rem;
  }
  .diff.single {
    grid-template-columns: minmax(0, 1fr);
  }
  .side {
    padding: 0.35rem 0.6rem;
    border: 1px solid var(--hair);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .side-name {
    display: block;
    color: var(--muted);
    font-size: 0.9em;
  }
  ins {
    text-decoration: underline;
    text-decoration-color: var(--added);
    text-decoration-thickness: 2px;
    background: color-mix(in srgb, var(--added) 14%, transparent);
  }
  del {
    text-decoration: line-through;
    text-decoration-color: var(--removed);
    background: color-mix(in srgb, var(--removed) 12%, transparent);
  }
  .values {
    margin: 0.35rem 0;
  }
  .values > div {
    display: grid;
    grid-template-columns: minmax(6rem, 12rem) minmax(0, 1fr);
    gap: var(--gap);
    border-block-start: 1px solid var(--hair);
    padding-block: 0.15rem;
  }
  dt {
    color: var(--muted);
    overflow-wrap: anywhere;
  }
  dd {
    margin: 0;
  }
  .keys {
    color: var(--color);
    background: var(--background);
    border: 1px solid var(--border);
    border-radius: var(--radius);
    max-inline-size: min(32rem, 90vw);
    padding: 1rem;
  }
  .keys::backdrop {
    background: rgb(0 0 0 / 40%);
  }
  .keys pre {
    margin: 0;
    padding: 0.5rem;
    background: var(--surface);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    user-select: all;
  }
  .keys h2 {
    margin: 0 0 0.5rem;
    font-size: 1.1em;
  }
  .keys dl > div {
    display: grid;
    grid-template-columns: 8rem 1fr;
    padding-block: 0.2rem;
  }
  kbd {
    font-family: inherit;
    font-weight: 600;
    color: var(--color);
  }
  .report {
    display: none;
  }
  @container timeline (max-width: 34rem) {
    .diff,
    .values > div {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media print {
    :host {
      block-size: auto !important;
      contain: none;
      container: none;
      color: #000;
      background: #fff;
    }
    .scroller {
      display: none;
    }
    .report {
      display: block;
    }
    .report table {
      inline-size: 100%;
      border-collapse: collapse;
    }
    .report th,
    .report td {
      text-align: start;
      vertical-align: top;
      padding: 0.2rem 0.5rem;
      border-block-end: 1px solid #999;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    .report tr {
      break-inside: avoid;
    }
  }
`;
