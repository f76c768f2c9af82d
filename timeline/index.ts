import { CaseActivityTimeline } from './case_activity_timeline.js';
import { startPage } from './page/start_page.js';

if (customElements.get('case-activity-timeline') === undefined) {
  customElements.define('case-activity-timeline', CaseActivityTimeline);
}

startPage();

export { CaseActivityTimeline };
