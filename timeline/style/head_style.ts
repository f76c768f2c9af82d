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
  .proof {
    display: inline-flex;
    align-items: center;
    gap: 0.35rem;
    color: var(--muted);
  }
  .proof-broken {
    color: var(--removed);
    font-weight: 600;
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
`;
