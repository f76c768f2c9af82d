import { join } from 'node:path';
import { expect } from 'chai';
import { listening, runSource } from '../support/cli.js';
import { MONGOOSES, MongooseProject } from '../support/mongoose_project.js';
import { DRIVER_NAME } from './drivers.js';
import { aDatabaseName, dropDatabase, serverUri } from './mongo_server.js';

describe("the example of a host's client in docs/mongodb.md", function () {
  this.timeout(180_000);
  const database = aDatabaseName();
  let project: MongooseProject;
  before(async () => {
    project = await MongooseProject.make();
  });
  after(async () => {
    await project.remove();
    await dropDatabase(database);
  });

  // They bring their own driver: once is enough, whichever copy the other suites are run with.
  for (const alias of DRIVER_NAME === 'own' ? MONGOOSES : []) {
    it(`keeps the history of its tickets with ${alias}, also after a second start`, async () => {
      await project.install(alias);
      const cwd = project.folder;
      const histories: string[] = [];
      for (let start = 1; start <= 2; start += 1) {
        const env = { MONGODB_URI: serverUri(), DATABASE: database, PORT: '0' };
        const host = runSource([join(cwd, 'host.ts')], { cwd, env });
        const url = await listening(host);
        const created = await fetch(`${url}/tickets/${alias}`, { method: 'POST' });
        expect(created.status).to.equal(201);
        histories.push(((await created.json()) as { history: string }).history);
        for (const history of histories) {
          expect(await (await fetch(url + history)).json()).to.have.length(1);
        }
        host.child.kill('SIGTERM');
        expect(await host.ended, host.stderr()).to.equal(0);
      }
    });
  }
});
