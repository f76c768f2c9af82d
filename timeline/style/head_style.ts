import { css } from 'lit';

export const headStyle = css`
  .toolbar {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap);
    padding: 0.5rem 1rem;
    background: var(--background);
    border-block-end: 1px solid var(--hair);
  }
  /* Where there is little room it is scrolled away with the rest. */
  @container timeline (max-height: 30rem) or (max-width: 34rem) {
    .toolbar {
      position: static;
      padding-inline: 0.6rem;
    }
  }
  .search-box {
    position: relative;
    flex: 1 1 12rem;
    min-inline-size: 0;
  }
  .search-box .icon {
    position: absolute;
    inset-block-start: 7px;
    inset-inline-start: 8px;
    color: var(--muted);
  }
  .search {
    inline-size: 100%;
    min-block-size: 30px;
    padding-inline: 2rem 0.5rem;
    background: var(--background);
    border: 1px solid var(--border);
    border-radius: var(--radius);
  }
  .search::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  .exports {
    display: inline-flex;
    flex-wrap: wrap;
    gap: var(--gap);
  }
  .live {
    display: inline-flex;
    gap: 0.35rem;
    color: var(--muted);
  }
  .live-open .sign {
    color: var(--added);
  }
  .panel {
    display: flex;
    flex-wrap: wrap;
    gap: 1rem 2rem;
    padding: 0.75rem 1rem;
    background: var(--surface);
    border-block-end: 1px solid var(--hair);
  }
  fieldset {
    border: 0;
    margin: 0;
    padding: 0;
    min-inline-size: 0;
  }
  legend {
    padding: 0;
    font-weight: 600;
  }
  .choice,
  .date {
    display: flex;
    align-items: center;
    gap: 0.4rem;
    min-block-size: 26px;
  }
  .date {
    justify-content: space-between;
    margin-block-start: 0.25rem;
  }
  .choice input {
    inline-size: 24px;
    block-size: 18px;
    accent-color: var(--accent);
    margin: 0;
  }
  .date input {
    min-block-size: 26px;
    background: var(--background);
    border: 1px solid var(--border);
    border-radius: var(--radius);
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem;
    margin: 0;
    padding: 0.5rem 1rem 0;
    list-style: none;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 0.3rem;
    padding-inline: 0.6rem;
    min-block-size: 26px;
    border: 1px solid var(--accent);
    border-radius: 1rem;
    color: var(--accent);
    overflow-wrap: anywhere;
    text-align: start;
  }
  .strip {
    padding: 0.6rem 1rem 0.25rem;
    color: var(--muted);
    font-size: 0.9em;
  }
  .bars svg {
    display: block;
    inline-size: 100%;
    block-size: 36px;
  }
  .reach {
    fill: transparent;
  }
  .fill {
    fill: color-mix(in srgb, var(--accent) 62%, var(--background));
  }
  .bar {
    cursor: pointer;
  }
  .bar:hover .reach,
  .bars:focus-visible .current .reach {
    fill: color-mix(in srgb, var(--accent) 20%, transparent);
  }
  .bar.chosen .fill {
    fill: var(--accent);
  }
  .bands svg {
    display: block;
    inline-size: 100%;
    block-size: 8px;
    margin-block-start: 0.35rem;
  }
  .bands ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.1rem 1rem;
    margin: 0.25rem 0 0;
    padding: 0;
    list-style: none;
    color: var(--color);
  }
  .swatch {
    display: inline-block;
    inline-size: 0.7rem;
    block-size: 0.7rem;
    margin-inline-end: 0.35rem;
    border-radius: 2px;
    background: currentColor;
  }
  .band {
    fill: currentColor;
  }
  .band-0 {
    color: light-dark(#0b57b0, #79b8ff);
  }
  .band-1 {
    color: light-dark(#9a6700, #e3b341);
  }
  .band-2 {
    color: light-dark(#116329, #6fdd8b);
  }
  .band-3 {
    color: light-dark(#6639ba, #c297ff);
  }
  summary {
    min-block-size: 24px;
    cursor: pointer;
  }
  table {
    color: var(--color);
    border-spacing: 0.75rem 0.1rem;
    text-align: start;
  }
  th {
    text-align: start;
    font-weight: 600;
  }
  .arrived {
    position: sticky;
    inset-block-start: 3.5rem;
    z-index: 3;
    block-size: 0;
    text-align: center;
  }
  .new {
    min-block-size: 30px;
    margin-block-start: 0.4rem;
    padding-inline: 1rem;
    border-radius: 1rem;
    color: var(--background);
    background: var(--accent);
    font-weight: 600;
  }
  .new:focus-visible {
    outline-color: var(--background);
    box-shadow: 0 0 0 2px var(--focus);
  }
  .end {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 0.75rem;
    min-block-size: 3rem;
    padding: 0.75rem 1rem;
    color: var(--muted);
  }
  .state {
    display: grid;
    justify-items: center;
    gap: 0.35rem;
    padding: 2rem 1rem;
    text-align: center;
  }
  .foot {
    display: flex;
    justify-content: center;
    padding: 0 1rem 1rem;
  }
`;
