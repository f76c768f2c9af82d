import { CaseActivityTimeline } from './case_activity_timeline.js';

if (customElements.get('case-activity-timeline') === undefined) {
  customElements.define('case-activity-timeline', CaseActivityTimeline);
}

export { CaseActivityTimeline };

declare global {
  interface HTMLElementTagNameMap {
    'case-activity-timeline': CaseActivityTimeline;
  }
}
