/**
 * Every place where words are stored, so that no place is forgotten: a test holds this list against the schema. What is
 * sealed, hashed, an id or a word of our own is in the other list, with nothing to be found in it.
 */
import type { ErasureKind } from '../shown.ts'
import type { Tables } from '../store/schema.ts'

export interface Place {
  kind: ErasureKind
  table: keyof Tables
  /** Columns that tell a row apart, besides the company. */
  key: string[]
  /** Columns with words in them: texts, or JSON with texts. */
  words: string[]
  /** The column that holds the id of the thing a find is of; the row's own key when absent. */
  of?: string
  /** Columns that tell where it belongs, who made it and when. */
  thread?: string
  message?: string
  record?: string
  by?: string
  at?: string
}

export const PLACES: readonly Place[] = [
  {
    ...{ kind: 'message', table: 'message', key: ['id'], words: ['text', 'happened'] },
    ...{ thread: 'thread', by: 'author', at: 'at' },
  },
  {
    ...{ kind: 'message', table: 'version', key: ['message', 'number'], words: ['text'] },
    ...{ of: 'message', message: 'message', by: 'by', at: 'until' },
  },
  {
    ...{ kind: 'file', table: 'file', key: ['id'], words: ['name', 'nameKey'] },
    ...{ thread: 'thread', by: 'author', at: 'at' },
  },
  {
    ...{ kind: 'draft', table: 'draft', key: ['thread', 'person'], words: ['text'] },
    ...{ thread: 'thread', by: 'person', at: 'savedAt' },
  },
  {
    ...{ kind: 'thread', table: 'thread', key: ['id'], words: ['title'] },
    ...{ thread: 'id', by: 'openedBy', at: 'openedAt' },
  },
  { kind: 'fact', table: 'fact', key: ['id'], words: ['text'], message: 'message', by: 'by', at: 'at' },
  {
    ...{ kind: 'task', table: 'task', key: ['id'], words: ['title', 'refusalSaid'] },
    ...{ message: 'message', by: 'by', at: 'at' },
  },
  {
    kind: 'decision',
    table: 'decision',
    key: ['id'],
    words: ['words'],
    message: 'message',
    by: 'by',
    at: 'at',
  },
  { kind: 'list', table: 'situation', key: ['message'], words: ['title', 'settles'], message: 'message' },
  { kind: 'list', table: 'checklistItem', key: ['message', 'number'], words: ['text'], message: 'message' },
  {
    ...{ kind: 'invite', table: 'invite', key: ['id'], words: ['title', 'reason'] },
    ...{ thread: 'thread', by: 'sponsor', at: 'at' },
  },
  {
    ...{ kind: 'document', table: 'kitStep', key: ['record', 'kind', 'number'], words: ['reason'] },
    ...{ record: 'record', by: 'by', at: 'at' },
  },
  {
    kind: 'person',
    table: 'person',
    key: ['id'],
    words: ['name', 'position', 'departments', 'photo'],
    by: 'id',
  },
  { kind: 'address', table: 'address', key: ['person'], words: ['said'], by: 'person' },
  { kind: 'address', table: 'device', key: ['person', 'id'], words: ['name'], by: 'person', at: 'addedAt' },
  {
    kind: 'card',
    table: 'card',
    key: ['record'],
    words: ['seen', 'client'],
    record: 'record',
    at: 'openedAt',
  },
  {
    ...{ kind: 'consent', table: 'consent', key: ['id'], words: ['who', 'purpose', 'edition'] },
    ...{ record: 'record', by: 'notedBy', at: 'notedAt' },
  },
  { kind: 'settings', table: 'company', key: [], words: ['choices'] },
  { kind: 'settings', table: 'directory', key: [], words: ['roles'] },
  { kind: 'settings', table: 'playbook', key: [], words: ['situations'] },
  { kind: 'settings', table: 'filing', key: [], words: ['kinds', 'classes', 'kits'] },
  { kind: 'settings', table: 'policy', key: ['number'], words: ['rules'] },
  { kind: 'settings', table: 'formerForm', key: ['form'], words: ['name'] },
  { kind: 'act', table: 'act', key: ['leaving', 'of'], words: ['body'], at: 'at' },
  { kind: 'act', table: 'leaving', key: ['id'], words: ['heirs'], by: 'by', at: 'at' },
  {
    ...{ kind: 'reason', table: 'hold', key: ['id'], words: ['reason', 'releaseReason', 'client'] },
    ...{ record: 'record', by: 'by', at: 'at' },
  },
  {
    ...{ kind: 'reason', table: 'supervision', key: ['id'], words: ['reason'] },
    ...{ thread: 'thread', by: 'person', at: 'at' },
  },
  {
    ...{ kind: 'reason', table: 'dossier', key: ['id'], words: ['reason'] },
    ...{ record: 'record', by: 'by', at: 'at' },
  },
  { kind: 'errand', table: 'errand', key: ['id'], words: ['deed', 'done'], at: 'entrustedAt' },
  { kind: 'errand', table: 'letter', key: ['id'], words: ['said'], by: 'person', at: 'at' },
  { kind: 'told', table: 'inbox', key: ['key'], words: ['hint', 'outcome'], by: 'by', at: 'receivedAt' },
  { kind: 'told', table: 'call', key: ['id'], words: ['commands'], by: 'person', record: 'record', at: 'at' },
  { kind: 'seen', table: 'seen', key: ['id'], words: ['name'], by: 'person', record: 'record', at: 'at' },
  {
    ...{ kind: 'audit', table: 'entry', key: ['position'], words: ['kept'] },
    ...{ thread: 'thread', record: 'record', by: 'by', at: 'at' },
  },
]
