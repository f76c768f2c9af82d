import type { TestHost } from './host.js';
import { startHost } from './host.js';

/** A host where everybody may attach everything, also what is of a type of the tests. */
export function startAttachmentHost(clock: () => Date): Promise<TestHost> {
  return startHost({
    clock,
    config: { security: { enabled: false }, kibana: { attachmentTypes: ['.test'] } },
  });
}
