import { FileAuditSink } from '../../server/access/audit/audit_file.js';
import { anAuditEvent, SILENT } from './audit.js';

/** Writes `argv[4]` records of up to `argv[5]` bytes by the writer `argv[3]` to the file `argv[2]`, as fast as it can. */
const [, , path = '', name = '', count = '0', bytes = '700'] = process.argv;
const sink = new FileAuditSink({ path, required: false, logger: SILENT });
for (let i = 0; i < Number(count); i += 1) {
  void sink.write(anAuditEvent(`${name} ${String(i)} ${'x'.repeat(Number(bytes) - (i % 700))}`));
  if (i % 50 === 0) await new Promise(setImmediate);
}
await sink.close();
