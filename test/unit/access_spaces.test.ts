import { expect } from 'chai';
import { configuredSpaces } from '../../server/access/spaces.js';
import { aSpace } from '../support/access.js';

describe('spaces', () => {
  it('always have a default one', async () => {
    const space = await configuredSpaces([]).get('default');
    expect(space).to.deep.equal({ id: 'default', name: 'Default', disabledFeatures: [] });
  });

  it('of the host count before those of the configuration', async () => {
    const host = {
      get: (id: string) => Promise.resolve(id === 'x' ? aSpace({ id, name: 'Host' }) : undefined),
    };
    const spaces = configuredSpaces([aSpace({ id: 'x', name: 'Mine' }), aSpace()], host);
    expect((await spaces.get('x'))?.name).to.equal('Host');
    expect((await spaces.get('team-a'))?.name).to.equal('Team A');
    expect(await spaces.get('y')).to.equal(undefined);
  });
});
