/** Every route there is, and what it takes to be let in. A route that is missing here fails the matrix. */
import { newId } from '../../backend/ids.ts'

/** What a route wants of whoever asks. */
export interface Row {
  route: string
  /**
   * `open`: asks nobody who he is. `host`: proves a host's form or event itself. `token`: proves what is in the body.
   * `mine`: anybody with a session, about himself. `colleague`: the same, but no guest. `home`: our own page.
   * `company`: an administrator on our own page. `card`: a card. `thread`, `file`, `invite`: that thing of a card.
   */
  of:
    | 'open'
    | 'host'
    | 'token'
    | 'mine'
    | 'colleague'
    | 'home'
    | 'company'
    /** Kept for those who watch over the company: administrators and compliance. */
    | 'overseen'
    | 'card'
    | 'thread'
    | 'file'
    | 'invite'
  /** Changes something: not for those who only read. */
  writes?: true
  /** For those too who are only invited. */
  invited?: true
  /** What of the rights it takes besides. */
  takes?: 'invite' | 'documents' | 'supervise' | 'sponsor' | 'whole'
  body?: () => unknown
  query?: string
  /** Whoever is let in may still be told that there is no such thing, for the things here carry none. */
  bare?: true
}

const seq = () => ({ seq: 1 })
const reply = () => ({ text: 'слово' })

const open = ['GET /api/openapi.json', 'GET /healthz', 'GET /readyz', 'GET /metrics', 'GET /guest']
const alsoOpen = [
  'GET /push/window',
  'GET /push/worker.js',
  'GET /widget/assets/:name',
  'GET /legal/licence',
  'GET /legal/privacy',
]
const host = [
  'POST /bitrix24/events',
  'GET /bitrix24/events',
  'POST /bitrix24/install',
  'POST /bitrix24/card',
]
const alsoHost = ['GET /bitrix24/install', 'GET /bitrix24/card']

export const rows: Row[] = [
  ...[...open, ...alsoOpen].map((route): Row => ({ route, of: 'open' })),
  ...[...host, ...alsoHost].map((route): Row => ({ route, of: 'host' })),
  { route: 'POST /api/session', of: 'token', body: () => ({ proof: 'nothing' }) },
  { route: 'POST /api/invites/wanted', of: 'token', body: () => ({ token: 'a.b' }) },
  { route: 'GET /mail/stop', of: 'token' },
  { route: 'GET /dossier/:link', of: 'token' },
  { route: 'POST /mail/stop', of: 'token' },
  { route: 'GET /api/live', of: 'token' },
  { route: 'GET /api/inbox/live', of: 'token' },

  { route: 'GET /api/invites/mine', of: 'mine' },
  { route: 'POST /api/invites/accept', of: 'mine', body: () => ({ id: newId() }), bare: true },
  { route: 'POST /api/invites/:id/declined', of: 'mine', body: () => ({ reason: 'не ко мне' }), bare: true },
  {
    route: 'POST /api/invites/:id/left',
    of: 'mine',
    body: () => ({ message: newId(), text: 'итог' }),
    bare: true,
  },

  { route: 'GET /api/notices', of: 'colleague' },
  { route: 'PUT /api/notices', of: 'colleague', bare: true },
  { route: 'POST /api/notices/try', of: 'colleague', body: () => ({ by: 'mail' }), bare: true },
  {
    route: 'PUT /api/notices/address',
    of: 'colleague',
    body: () => ({ address: 'a@example.com' }),
    bare: true,
  },
  {
    route: 'POST /api/notices/address/confirmed',
    of: 'colleague',
    body: () => ({ code: '123456' }),
    bare: true,
  },
  { route: 'PUT /api/notices/devices', of: 'colleague', bare: true },
  { route: 'DELETE /api/notices/devices/:id', of: 'colleague', bare: true },

  { route: 'GET /api/inbox', of: 'home' },
  { route: 'GET /api/inbox/files', of: 'home', query: '?q=a' },
  { route: 'GET /api/inbox/moved', of: 'home', query: '?after=0' },
  { route: 'GET /api/inbox/counts', of: 'home' },
  { route: 'PUT /api/inbox/read', of: 'home', body: () => ({ upTo: '2026-01-01T00:00:00.000Z' }) },
  { route: 'PUT /api/inbox/:thread/read', of: 'home', body: seq, bare: true },
  { route: 'POST /api/inbox/:thread/visit', of: 'home', bare: true },
  { route: 'PUT /api/inbox/:thread/level', of: 'home', body: () => ({ level: null }), bare: true },
  { route: 'PUT /api/inbox/:thread/answered', of: 'home', body: seq, bare: true },

  { route: 'GET /api/absences', of: 'home' },
  { route: 'PUT /api/absences/:id', of: 'home', bare: true },
  { route: 'DELETE /api/absences/:id', of: 'home', bare: true },
  { route: 'GET /api/absences/:id/diary', of: 'home', bare: true },

  ...[
    'GET /api/company/choices',
    'GET /api/company/choices/numbers',
    'GET /api/company/storage',
    'GET /api/company/standings',
    'GET /api/company/roles',
    'GET /api/company/situations',
    'GET /api/company/documents',
    'GET /api/company/diagnostics',
    'POST /api/company/diagnostics/round-trip',
    'POST /api/company/diagnostics/bind',
    'POST /api/company/diagnostics/people',
    'GET /api/company/leaving',
  ].map((route): Row => ({ route, of: 'company' })),
  { route: 'GET /api/company/diagnostics/round-trip', of: 'company', query: '?since=2026-01-01T00:00:00Z' },
  ...[
    'PUT /api/company/choices',
    'PUT /api/company/storage',
    'PUT /api/company/standings/people/:person',
    'PUT /api/company/standings/hidden',
    'PUT /api/company/roles',
    'PUT /api/company/situations',
    'PUT /api/company/documents',
    'GET /api/company/leaving/people/:person',
    'GET /api/company/leaving/people/:person/seen',
    'GET /api/company/leaving/people/:person/made',
    'PUT /api/company/leaving/:id',
    'GET /api/company/leaving/:id',
    'DELETE /api/company/leaving/:id',
    'GET /api/company/leaving/:id/act',
    'GET /api/company/leaving/:id/act.pdf',
    'PUT /api/company/parting/dossiers/:id',
    'DELETE /api/company/parting/dossiers/:id',
    'GET /api/company/parting/dossiers/:id/receipt',
  ].map((route): Row => ({ route, of: 'company', bare: true })),

  ...[
    'GET /api/audit',
    'GET /api/audit/head',
    'GET /api/audit/export.jsonl',
    'GET /api/audit/export.csv',
  ].map((route): Row => ({ route, of: 'overseen' })),
  { route: 'GET /api/dossiers', of: 'overseen' },
  { route: 'PUT /api/audit/head', of: 'company', body: () => ({ record: null }) },

  ...['GET /api/erasures', 'GET /api/erasures/consents'].map((route): Row => ({ route, of: 'overseen' })),
  ...[
    'PUT /api/erasures/:id',
    'GET /api/erasures/:id',
    'DELETE /api/erasures/:id',
    'PUT /api/erasures/:id/decisions',
    'POST /api/erasures/:id/order',
    'GET /api/erasures/:id/certificate',
    'GET /api/erasures/:id/certificate.pdf',
    'PUT /api/erasures/consents/:id',
    'PUT /api/erasures/consents/:id/withdrawn',
  ].map((route): Row => ({ route, of: 'overseen', bare: true })),
  { route: 'GET /api/company/parting', of: 'company' },
  { route: 'GET /api/company/parting/dossiers', of: 'company' },
  { route: 'PUT /api/company/parting', of: 'company', body: () => ({ wish: 'ask' }) },

  ...['GET /api/retention', 'GET /api/retention/receipts', 'GET /api/holds', 'GET /api/holds/known'].map(
    (route): Row => ({ route, of: 'overseen' }),
  ),
  ...[
    'POST /api/retention/preview',
    'PUT /api/retention',
    'GET /api/retention/receipts/:id',
    'GET /api/retention/receipts/:id/list',
    'PUT /api/holds/:id',
    'PUT /api/holds/:id/release',
    'PUT /api/holds/:id/release/confirmed',
    'DELETE /api/holds/:id/release',
    'PUT /api/dossiers/:id',
    'POST /api/dossiers/:id/link',
  ].map((route): Row => ({ route, of: 'overseen', bare: true })),

  { route: 'GET /api/card', of: 'card', invited: true },
  { route: 'GET /api/card/panel', of: 'card', invited: true },
  { route: 'GET /api/card/handover', of: 'card', bare: true },
  { route: 'GET /api/events', of: 'card', invited: true },
  { route: 'GET /api/search', of: 'card', invited: true, query: '?q=секрет' },
  { route: 'GET /api/situations', of: 'card' },
  { route: 'GET /api/roles', of: 'card' },
  { route: 'GET /api/matters', of: 'card' },
  { route: 'GET /api/documents', of: 'card', invited: true },
  { route: 'GET /api/documents/words', of: 'card', invited: true },
  { route: 'GET /api/documents/kit', of: 'card' },
  { route: 'GET /api/documents/client', of: 'card' },
  { route: 'GET /api/documents/client/talk', of: 'card' },
  {
    route: 'PUT /api/documents/kit/:kind/:number',
    of: 'card',
    writes: true,
    takes: 'whole',
    body: () => ({ step: 'accept' }),
  },
  { route: 'GET /api/supervising', of: 'card', takes: 'supervise' },
  {
    route: 'PUT /api/card/continued',
    of: 'card',
    body: () => ({ from: 'deal:1204', to: 'deal:1205' }),
    bare: true,
  },
  { route: 'POST /api/roles/:role/wanted', of: 'card', bare: true },
  {
    route: 'POST /api/threads',
    of: 'card',
    writes: true,
    body: () => ({ id: newId(), kind: 'topic', title: 'Тема' }),
  },

  { route: 'GET /api/files/:id', of: 'file', invited: true, takes: 'documents' },
  { route: 'PUT /api/files/:id', of: 'file', invited: true, writes: true },
  { route: 'PUT /api/files/:id/kept', of: 'file', writes: true, takes: 'documents' },
  { route: 'PUT /api/files/:id/about', of: 'file', writes: true, body: () => ({ kind: 'act' }) },
  { route: 'GET /api/documents/:id/versions', of: 'file', invited: true },

  { route: 'GET /api/files/:id/term', of: 'file' },
  { route: 'GET /api/threads/:id/messages/:messageId/term', of: 'thread' },

  { route: 'GET /api/threads/:id/messages', of: 'thread', invited: true },
  { route: 'GET /api/threads/:id/texts', of: 'thread', invited: true, query: `?messages=${newId()}` },
  { route: 'PUT /api/threads/:id/read', of: 'thread', invited: true, body: seq },
  { route: 'PUT /api/threads/:id/answered', of: 'thread', invited: true, body: seq },
  { route: 'PUT /api/threads/:id/unread', of: 'thread', invited: true, writes: true, body: seq },
  {
    route: 'PUT /api/threads/:id/level',
    of: 'thread',
    invited: true,
    writes: true,
    body: () => ({ level: 'calls' }),
  },
  { route: 'PUT /api/threads/:id/draft', of: 'thread', invited: true, writes: true, body: reply },
  { route: `GET /api/threads/:id/messages/:messageId/versions`, of: 'thread', invited: true },
  {
    route: 'PUT /api/threads/:id/messages/:messageId',
    of: 'thread',
    invited: true,
    writes: true,
    body: reply,
  },
  {
    route: 'PATCH /api/threads/:id/messages/:messageId',
    of: 'thread',
    invited: true,
    writes: true,
    body: reply,
  },
  ...['PUT', 'DELETE'].map(
    (method): Row => ({
      route: `${method} /api/threads/:id/messages/:messageId/reactions/:emoji`,
      of: 'thread',
      invited: true,
      writes: true,
    }),
  ),
  { route: 'PUT /api/threads/:id/messages/:messageId/pin', of: 'thread', writes: true },
  { route: 'DELETE /api/threads/:id/messages/:messageId/pin', of: 'thread', writes: true },
  { route: 'PUT /api/threads/:id/messages/:messageId/urgent', of: 'thread', writes: true, bare: true },
  {
    route: 'PUT /api/threads/:id/messages/:messageId/tasks/:taskId',
    of: 'thread',
    writes: true,
    body: () => ({ title: 'Позвонить', responsible: '7' }),
  },
  {
    route: 'PUT /api/threads/:id/questions/:messageId',
    of: 'thread',
    writes: true,
    body: () => ({ text: 'Когда?', to: { person: '5' }, deadline: 'hour' }),
  },
  { route: 'DELETE /api/threads/:id/questions/:messageId', of: 'thread', writes: true, bare: true },
  {
    route: 'PUT /api/threads/:id/questions/:messageId/answer',
    of: 'thread',
    invited: true,
    writes: true,
    body: () => ({ message: newId() }),
    bare: true,
  },
  { route: 'DELETE /api/threads/:id/questions/:messageId/answer', of: 'thread', writes: true, bare: true },
  {
    route: 'PUT /api/threads/:id/approvals/:messageId',
    of: 'thread',
    writes: true,
    body: () => ({ text: 'Скидка 5 %?', to: { person: '5' } }),
  },
  { route: 'DELETE /api/threads/:id/approvals/:messageId', of: 'thread', writes: true, bare: true },
  {
    route: 'PUT /api/threads/:id/approvals/:messageId/decisions/:decisionId',
    of: 'thread',
    writes: true,
    body: () => ({ yes: true }),
    bare: true,
  },
  { route: 'GET /api/threads/:id/approvals/:messageId/numbers', of: 'thread', bare: true },
  {
    route: 'PUT /api/threads/:id/messages/:messageId/acknowledgement',
    of: 'thread',
    writes: true,
    body: () => ({ people: ['5'] }),
  },
  {
    route: 'PUT /api/threads/:id/messages/:messageId/acknowledgement/mine',
    of: 'thread',
    invited: true,
    writes: true,
    bare: true,
  },
  {
    route: 'PUT /api/threads/:id/messages/:messageId/acknowledgement/reminder',
    of: 'thread',
    writes: true,
    bare: true,
  },
  ...['PUT', 'DELETE'].map(
    (method): Row => ({
      route: `${method} /api/threads/:id/messages/:messageId/checklist/:number`,
      of: 'thread',
      invited: true,
      writes: true,
      bare: true,
    }),
  ),
  { route: 'PUT /api/situations/:id', of: 'card', writes: true, bare: true },
  { route: 'PUT /api/facts/:id', of: 'card', writes: true, bare: true },
  { route: 'PATCH /api/facts/:id', of: 'card', body: reply, bare: true },
  { route: 'DELETE /api/facts/:id', of: 'card', bare: true },

  { route: 'GET /api/threads/:id/invites', of: 'thread' },
  {
    route: 'POST /api/threads/:id/invites',
    of: 'thread',
    writes: true,
    takes: 'invite',
    body: () => ({ id: newId(), who: { guest: { name: 'Гость' } } }),
  },
  {
    route: 'PUT /api/invites/:id/until',
    of: 'invite',
    writes: true,
    takes: 'sponsor',
    body: () => ({ until: '2026-12-01T00:00:00.000Z' }),
  },
  { route: 'POST /api/invites/:id/link', of: 'invite', writes: true, takes: 'sponsor', body: () => ({}) },
  { route: 'DELETE /api/invites/:id', of: 'invite', writes: true, takes: 'sponsor' },
  {
    route: 'POST /api/supervising/:id',
    of: 'card',
    takes: 'supervise',
    body: () => ({ id: newId(), reason: 'Проверка по жалобе клиента' }),
    bare: true,
  },

  // What undoes the things others look at stands last.
  { route: 'PUT /api/threads/:id/closed', of: 'thread', writes: true },
  { route: 'DELETE /api/threads/:id/closed', of: 'thread', writes: true },
  { route: 'DELETE /api/threads/:id/messages/:messageId', of: 'thread', invited: true, writes: true },
]
