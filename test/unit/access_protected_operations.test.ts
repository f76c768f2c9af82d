import { expect } from 'chai';
import type { Right } from '../../server/access/access.js';
import type { ProtectedOperation } from '../../server/access/protected_operations.js';
import { PROTECTED_OPERATIONS } from '../../server/access/protected_operations.js';

describe('operations', () => {
  const rights: Readonly<Record<ProtectedOperation, Right>> = {
    getUserActions: 'read',
    findUserActions: 'read',
    getUserActionUsers: 'read',
    getUserActionMetrics: 'read',
    getConnectors: 'read',
    getCase: 'read',
    resolveCase: 'read',
    getCaseMetrics: 'read',
    findCases: 'read',
    getTags: 'read',
    getReporters: 'read',
    createCase: 'create',
    updateCase: 'update',
    reopenCase: 'reopen',
    assignCase: 'assign',
    deleteCase: 'delete',
    pushCase: 'push',
    getComment: 'read',
    findComments: 'read',
    createComment: 'createComment',
    updateComment: 'update',
    deleteComment: 'delete',
    findConfigurations: 'read',
    createConfiguration: 'settings',
    updateConfiguration: 'settings',
    getAlert: 'read',
    findAlerts: 'read',
    findAlertActivities: 'read',
    createAlert: 'create',
    updateAlert: 'update',
    deleteAlert: 'delete',
    getAlertComment: 'read',
    createAlertComment: 'createComment',
    updateOwnAlertComment: 'update',
    updateAlertComment: 'delete',
    deleteOwnAlertComment: 'update',
    deleteAlertComment: 'delete',
    getHistory: 'read',
    findHistory: 'read',
    verifyHistory: 'read',
    tailHistory: 'read',
    ingestCreate: 'create',
    ingestUpdate: 'update',
    ingestAs: 'settings',
    exportHistory: 'read',
    governHistory: 'settings',
  };

  it('take the rights of K13.3', () => {
    const taken = Object.entries(PROTECTED_OPERATIONS).map(([name, { right }]) => [name, right]);
    expect(Object.fromEntries(taken)).to.deep.equal(rights);
  });
});
