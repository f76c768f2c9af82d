import { expect } from 'chai';
import { MONGOOSES, MongooseProject } from '../support/mongoose_project.js';

describe("the types of the example of a host's client in docs/mongodb.md", function () {
  this.timeout(180_000);
  let project: MongooseProject;
  before(async () => {
    project = await MongooseProject.make();
  });
  after(() => project.remove());

  for (const alias of MONGOOSES) {
    it(`are right with ${alias}`, async () => {
      await project.install(alias);
      expect(await project.faults()).to.equal('');
    });
  }
});
