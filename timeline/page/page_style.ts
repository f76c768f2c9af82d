import { css } from 'lit';

/** Of the page alone: a constructed sheet, for the policy allows no other that is not a file. */
export const PAGE_STYLE = css`
  html,
  body,
  main {
    height: 100%;
    margin: 0;
  }
  body {
    background: #fff;
    color: #1a1c21;
    font:
      0.9375rem/1.5 system-ui,
      sans-serif;
    color-scheme: light dark;
  }
  case-activity-timeline {
    height: 100dvh;
  }
  [hidden] {
    display: none !important;
  }
  .sign-in {
    box-sizing: border-box;
    display: flex;
    flex-direction: column;
    gap: 0.875rem;
    margin: 0 auto;
    max-width: 24rem;
    padding: min(12vh, 6rem) 1rem 1rem;
  }
  .sign-in h1 {
    font-size: 1.25rem;
    line-height: 1.3;
    margin: 0;
  }
  .sign-in fieldset {
    border: 0;
    display: grid;
    gap: 0.875rem;
    margin: 0;
    padding: 0;
  }
  .sign-in div {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.25rem;
  }
  .sign-in label {
    display: block;
    font-weight: 600;
  }
  .sign-in div label {
    align-items: center;
    display: flex;
    font-weight: 400;
    gap: 0.4rem;
    min-height: 1.75rem;
  }
  .sign-in input:not([type='radio']) {
    background: transparent;
    border: 1px solid #69707d;
    border-radius: 4px;
    box-sizing: border-box;
    color: inherit;
    display: block;
    font: inherit;
    margin-top: 0.25rem;
    padding: 0.5rem 0.625rem;
    width: 100%;
  }
  .sign-in button {
    background: #0b64dd;
    border: 1px solid transparent;
    border-radius: 4px;
    color: #fff;
    cursor: pointer;
    font: inherit;
    font-weight: 600;
    padding: 0.5rem 1rem;
  }
  .sign-in button[aria-disabled='true'] {
    background: #5a6270;
  }
  .sign-in :focus-visible {
    outline: 3px solid #0b64dd;
    outline-offset: 2px;
  }
  .sign-in p {
    margin: 0;
  }
  .sign-in .fault {
    color: #a71627;
    font-weight: 600;
  }
  .sign-in .kept {
    color: #545b68;
    font-size: 0.8125rem;
  }
  @media (prefers-color-scheme: dark) {
    body {
      background: #15171c;
      color: #e6e8ec;
    }
    .sign-in input:not([type='radio']) {
      border-color: #8a919e;
    }
    .sign-in button {
      background: #9cc4ff;
      color: #0d1117;
    }
    .sign-in button[aria-disabled='true'] {
      background: #8a919e;
    }
    .sign-in :focus-visible {
      outline-color: #9cc4ff;
    }
    .sign-in .fault {
      color: #ff9a9a;
    }
    .sign-in .kept {
      color: #a9b0bc;
    }
  }
`;
