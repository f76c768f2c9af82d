import { css } from 'lit';

export const listStyle = css`
  .scroller {
    position: relative;
    block-size: 100%;
    overflow: auto;
    overflow-anchor: none;
    scroll-padding-block: 4rem 1rem;
    overscroll-behavior: contain;
  }
  .feed {
    position: relative;
  }
  .entry {
    position: absolute;
    inset: 0 0 auto 0;
    border-block-end: 1px solid var(--hair);
  }
  .entry:focus-visible {
    background: var(--surface);
  }
  .entry.marked {
    background: color-mix(in srgb, var(--accent) 9%, var(--background));
    border-inline-start: 4px solid var(--accent);
  }
  .day {
    padding: 0.75rem 1rem 0.25rem;
    font-weight: 600;
    color: var(--muted);
  }
  .row {
    display: grid;
    grid-template-columns: 2rem minmax(0, 1fr) auto;
    gap: 0.1rem 0.75rem;
    align-items: start;
    padding: 0.4rem 1rem;
  }
  .row.continues {
    padding-block-start: 0.1rem;
  }
  .row.continues .rail {
    align-self: stretch;
    border-inline-end: 2px solid var(--hair);
    margin-inline-end: 1rem;
  }
  .body {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.75rem;
    min-inline-size: 0;
  }
  .body > .diff,
  .body > .values {
    flex-basis: 100%;
    order: 1;
  }
  .line {
    display: flex;
    min-inline-size: 0;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.4rem;
  }
  .line > .sentence,
  .line > .comment {
    min-inline-size: 0;
  }
  /* Texts of one way in a page of the other. */
  .long,
  .time,
  .fields,
  .unfold span,
  .badge {
    unicode-bidi: plaintext;
  }
  .arrow:dir(rtl) {
    transform: scaleX(-1);
  }
  .type {
    display: inline-grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    align-self: center;
    color: var(--muted);
  }
  .actor {
    font-weight: 600;
    text-align: start;
  }
  button.actor:hover {
    text-decoration: underline;
  }
  .comment {
    flex-basis: 100%;
    margin-block: 0.15rem;
    padding: 0.35rem 0.6rem;
    border-inline-start: 3px solid var(--border);
    background: var(--surface);
    border-radius: var(--radius);
  }
  .long {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.6rem;
    font-size: 0.9em;
    color: var(--muted);
    min-inline-size: 0;
  }
  .tag {
    padding-inline: 0.45rem;
    color: var(--muted);
    border: 1px solid var(--hair);
    overflow-wrap: anywhere;
  }
  .time {
    color: var(--muted);
    text-align: end;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .ago {
    font-size: 0.9em;
  }
  .badges {
    display: inline-flex;
    align-items: center;
    gap: 0.35rem;
  }
  .badge {
    display: inline-flex;
    align-items: baseline;
    gap: 0.3rem;
    padding-inline: 0.45rem;
    border: 1px solid var(--border);
    border-radius: 1rem;
    font-weight: 600;
    font-size: 0.9em;
  }
  .badge .sign {
    color: var(--shade, var(--muted));
  }
  .run .unfold {
    display: inline-flex;
    align-items: center;
    gap: 0.35rem;
    font-weight: 600;
    text-align: start;
  }
  .run .fields {
    color: var(--muted);
    margin-inline-start: 0.5rem;
    overflow-wrap: anywhere;
  }
  @container timeline (max-width: 34rem) {
    .row {
      grid-template-columns: 2rem minmax(0, 1fr);
      padding-inline: 0.6rem;
    }
    .line {
      display: block;
    }
    .line > * {
      margin-inline-end: 0.3rem;
      vertical-align: middle;
    }
    .comment {
      display: block;
    }
    .time {
      grid-column: 2;
      text-align: start;
      white-space: normal;
    }
  }
`;
