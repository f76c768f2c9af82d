import { css } from 'lit';

export const stateStyle = css`
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
