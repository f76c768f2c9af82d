import { css } from 'lit';

export const stripStyle = css`
  .strip {
    padding: 0.6rem 1rem 0.25rem;
    color: var(--muted);
    font-size: 0.9em;
  }
  .strip p {
    margin: 0;
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
  .axis {
    display: flex;
    direction: ltr;
    justify-content: space-between;
    gap: 1rem;
    font-size: 0.9em;
  }
  .bands {
    position: relative;
    block-size: 1.4rem;
    overflow: hidden;
  }
  .band {
    position: absolute;
    inset-block: 0;
    padding-inline: 0.3rem;
    overflow: hidden;
    font-size: 0.9em;
    text-overflow: ellipsis;
    white-space: nowrap;
    background: color-mix(in srgb, var(--band) 16%, var(--background));
    color: var(--color);
    border-left: 3px solid var(--band);
  }
  .told {
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
    background: var(--band);
  }
  .band-0 {
    --band: light-dark(#0b57b0, #79b8ff);
  }
  .band-1 {
    --band: light-dark(#9a6700, #e3b341);
  }
  .band-2 {
    --band: light-dark(#116329, #6fdd8b);
  }
  .band-3 {
    --band: light-dark(#6639ba, #c297ff);
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
`;
