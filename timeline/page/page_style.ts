import { css } from 'lit';

/** Of the page alone: a constructed sheet, for the policy allows no other that is not a file. */
export const PAGE_STYLE = css`
  :root {
    color-scheme: light dark;
    --accent: light-dark(#0b57b0, #79b8ff);
    --muted: light-dark(#57606a, #9aa6b4);
    color: light-dark(#1f2328, #e6edf3);
    background: light-dark(#ffffff, #10151c);
    font:
      0.9375rem/1.5 system-ui,
      sans-serif;
  }
  body {
    margin: 0;
  }
  case-activity-timeline {
    height: 100dvh;
  }
  [hidden] {
    display: none !important;
  }
  form,
  fieldset {
    border: 0;
    display: grid;
    gap: 0.875rem;
    margin: 0;
    padding: 0;
  }
  form {
    box-sizing: border-box;
    margin: auto;
    max-width: 24rem;
    padding: min(12vh, 6rem) 1rem 1rem;
  }
  h1 {
    font-size: 1.25rem;
    margin: 0;
  }
  form div {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.25rem;
  }
  label {
    font-weight: 600;
  }
  form div label {
    align-items: center;
    display: flex;
    font-weight: 400;
    gap: 0.4rem;
    min-height: 1.75rem;
  }
  fieldset input {
    background: transparent;
    border: 1px solid var(--muted);
    border-radius: 4px;
    box-sizing: border-box;
    color: inherit;
    display: block;
    font: inherit;
    margin-top: 0.25rem;
    padding: 0.5rem 0.625rem;
    width: 100%;
  }
  form button {
    background: var(--accent);
    border: 0;
    border-radius: 4px;
    color: light-dark(#ffffff, #10151c);
    cursor: pointer;
    font: inherit;
    font-weight: 600;
    padding: 0.5rem 1rem;
  }
  form button[aria-disabled='true'] {
    background: var(--muted);
  }
  form :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  form p {
    margin: 0;
  }
  .fault {
    color: light-dark(#a40e26, #ffa198);
    font-weight: 600;
  }
  .kept {
    color: var(--muted);
    font-size: 0.8125rem;
  }
`;
