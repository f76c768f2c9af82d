import { useLayoutEffect, useRef } from 'react';
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import 'case-activity/timeline';
import type { CaseActivityTimeline, TimelineEntry } from 'case-activity/timeline';

/**
 * The timeline of an alert in React 18 and 19: `<AlertTimeline id="alert-123" getToken={…} onSelect={…} />`.
 * What is text is an attribute; functions and events go by the element itself, the same in both versions, and before it
 * asks for anything.
 */
export function AlertTimeline({ id, getToken, onSelect }: AlertTimelineProps) {
  const timeline = useRef<CaseActivityTimeline>(null);

  useLayoutEffect(() => {
    const element = timeline.current;
    if (element === null) return;
    element.getToken = getToken;
    const select = ({ detail }: HTMLElementEventMap['case-activity-select']) => onSelect(detail.entry);
    element.addEventListener('case-activity-select', select);
    return () => element.removeEventListener('case-activity-select', select);
  }, [getToken, onSelect]);

  return <case-activity-timeline ref={timeline} kind="alert" record={id} live />;
}

/** Functions have to stay the same from one rendering to the next (`useCallback`): another token is another reader. */
interface AlertTimelineProps {
  readonly id: string;
  readonly getToken: () => Promise<string>;
  readonly onSelect: (entry: TimelineEntry) => void;
}

type TimelineAttributes = Partial<Record<'kind' | 'record' | 'space' | 'locale' | 'theme', string>> & {
  live?: boolean;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'case-activity-timeline': DetailedHTMLProps<
        HTMLAttributes<CaseActivityTimeline>,
        CaseActivityTimeline
      > &
        TimelineAttributes;
    }
  }
}
