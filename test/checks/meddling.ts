import type { Check } from './check.ts'

/** What people do who should not, what is promised about what is kept, and how we know. */
export const meddling: readonly Check[] = [
  {
    what: 'Postgres as SQLite',
    tests: [['backend/store', 'a write that is refused leaves no trace']],
    lacks: 'features are tried on both stores where they ask what a store decides, not all of them',
  },
  { what: 'rights, route by route', tests: [['backend/matrix', 'there are enough cells to mean something']] },
  {
    what: 'no route without rights',
    tests: [['backend/matrix', 'every route has a row, and every row a route']],
  },
  {
    what: 'forged forms and events',
    tests: [
      ['contracts/bitrix24-forged', 'no byte goes where only the form points'],
      ['backend/companies-install', 'a forged one, with the token every portal user knows, changes nothing'],
    ],
  },
  {
    what: 'whoever leaves, or loses the deal, is out',
    tests: [
      ['backend/leaving', 'fifty windows of his are closed'],
      [
        'backend/nodes',
        'one click on dismissal at one node closes his windows at the other within two seconds',
      ],
      ['backend/access', 'losing the deal closes its chat within a minute'],
    ],
    bench: ['leaving'],
  },
  {
    what: 'addresses that lead inside',
    tests: [
      ['contracts/outbound', 'is not an address we ask'],
      ['contracts/outbound', 'a name that resolves inside is found out when it does'],
    ],
  },
  {
    what: 'invitations',
    tests: [
      ['backend/guest', '100 000 guessed links open nothing'],
      ['backend/guest', 'secrets are nowhere in the database'],
      ['backend/nodes', 'an invitation taken back at one node closes its windows at the other'],
    ],
  },
  {
    what: 'hostile uploads',
    tests: [
      ['browser/hostile-files', 'none of the hostile files runs'],
      ['backend/files-hostile', 'is not unpacked'],
      ['backend/files-types', 'a picture is shown the right way up, without what the camera wrote into it'],
      ['backend/files-scanned', 'of a file in which it finds something nothing is left'],
    ],
  },
  {
    what: 'hostile texts that would run',
    tests: [
      ['browser/robustness', 'whatever a text, a name, a title or a file name looks like'],
      ['backend/cards-page', 'cannot break out of the page'],
      ['backend/dossier', 'nothing people wrote is a part of a page'],
      ['backend/mail', 'writes the names of threads as they are'],
    ],
  },
  {
    what: 'headers',
    tests: [
      [
        'backend/companies-routes',
        'only the verified portal may frame a card, and only our own files run in it',
      ],
      ['backend/guest', 'the page of guests knows nothing, is framed by nobody'],
      // Of every route, for everybody there is: `lackingHeaders`.
      ['backend/matrix', 'every route has a row, and every row a route'],
    ],
  },
  {
    what: 'frames',
    tests: [
      ['backend/access', 'the page is framed by the verified portal and nobody else'],
      ['manifests/dynamics-control-limits', 'who frame the page are not spoken to by it'],
    ],
  },
  { what: 'formulas in tables', tests: [['backend/audit-export', 'nothing in a table is a formula']] },
  {
    what: 'questions to the search that would be commands',
    tests: [['backend/search', 'whatever is said can be stored, and whatever is asked is answered']],
  },
  {
    what: 'texts that take for ever',
    tests: [['backend/hostile-texts', '%s']],
  },
  {
    what: 'JSON nobody means',
    tests: [
      ['backend/limits', 'what is nested deeper than anybody means it'],
      ['backend/openapi', 'a body that is no JSON, too large, or of another shape'],
      ['backend/fuzz', 'made-up requests get an answer that was promised'],
      ['backend/limits', 'where a name stands twice, neither of the two is taken'],
    ],
  },
  {
    what: 'slow clients',
    tests: [['backend/files-upload', 'an upload that stalls is given up']],
    drills: ['slow', 'handles'],
  },
  { what: 'limits', tests: [['backend/limits', 'whoever asks without end is told when to go on']] },
  {
    what: 'noisy neighbours',
    tests: [['backend/limits', 'a company that is too fast takes nothing from another']],
    bench: ['neighbours'],
  },
  {
    what: 'secrets as they are stored',
    tests: [
      ['backend/secrets', 'a secret moved to another company, person or purpose stays shut'],
      ['backend/companies-grants', 'no token is readable in the database'],
      ['backend/backup', 'what is saved can be read by nobody without the key'],
    ],
  },
  {
    what: 'a new key, killed in the middle',
    tests: [
      ['faults/rotation', 'keys:rotate, killed while it works'],
      ['backend/keys-rotation', 'companies that come while the key changes lose nothing'],
    ],
  },
  {
    what: 'what goes is gone, what is held stays',
    tests: [
      ['backend/erasure-bytes', '300 strings of forgotten clients are in no file'],
      ['backend/holds', 'whatever the clock does in fifty days'],
      ['backend/erasing-bytes', 'is in no file of the server'],
    ],
  },
  { what: 'deleting beside those who write', bench: ['purging'] },
  {
    what: 'a rule tried is a rule done',
    tests: [['backend/retention-dry-run', 'the dry run of 50 sets of rules']],
  },
  {
    what: 'tampering with the log',
    tests: [
      ['backend/audit-tampering', 'a changed entry and all of it signed anew'],
      ['backend/audit-tampering', 'of a log whose values were erased everything is still proven'],
    ],
    bench: ['audit'],
  },
  {
    what: 'every act is in the log, in its own write',
    tests: [
      ['backend/audit-routes', 'no route that changes anything is left out'],
      ['backend/audit', 'entries of writes that share a commit stand in their order'],
    ],
  },
  {
    what: 'what is in logs',
    tests: [
      ['backend/log', 'whatever is logged, and however deep a secret is in it'],
      ['backend/companies-calls', 'calls are kept for four days'],
    ],
  },
  {
    what: 'companies apart',
    tests: [
      ['backend/dynamics-isolation', 'walks every route with the ids of the other company'],
      ['backend/search', 'in another company, even where it has threads and messages of the same ids'],
    ],
  },
  {
    what: 'private threads and those with power',
    tests: [
      ['backend/standing', 'compliance reads a private thread for a stated reason'],
      ['backend/audit-private', 'sees who did what there, and not a word of it'],
    ],
  },
  {
    what: 'forged messages of client channels',
    tests: [['backend/dynamics-events', 'what does not show the secret']],
    lacks: 'there are no client channels yet',
  },
  { what: 'an assistant that is talked into something', lacks: 'there is no assistant' },
  {
    what: 'where data lie',
    tests: [
      ['backend/regions', 'a database or files of another region are refused'],
      ['backend/regions', 'mail, the bus, the scanner and the ledger are of the region too'],
      ['backend/regions-connections', 'no packet leaves for anybody its settings do not name'],
    ],
  },
  {
    what: 'uninstalled and installed again',
    tests: [
      ['backend/companies-install', 'sessions and keys are gone at once, what was said waits'],
      ['backend/erasing', 'who comes back in time finds everything'],
    ],
  },
  {
    what: 'made-up requests and frames',
    tests: [['backend/fuzz', 'made-up requests get an answer that was promised']],
    drills: ['fuzz'],
  },
  {
    what: 'mutants',
    commands: ['mutants'],
    lacks:
      'of what must not be wrong alone; of that, retention has been gone through to the end, the rest in part or not yet',
  },
  {
    what: 'coverage',
    commands: ['coverage'],
    lacks: 'that a mistake put right has its test is not looked at',
  },
  {
    what: 'packages',
    tests: [
      ['lockfile', 'has a checksum for every package'],
      ['lockfile', 'every package that is passed on with us has a licence that lets it be'],
    ],
    lacks: 'known weaknesses of packages are not looked up',
  },
  { what: 'tests that fail at times', lacks: 'the whole run has not been repeated twenty times' },
  {
    what: 'a start that would not be safe',
    tests: [
      ['backend/serve', 'without a secret key it does not start'],
      ['backend/serve', 'production refuses the setting'],
      ['backend/store-sqlite', 'the file stays as durable as promised when it is opened again'],
      ['backend/regions', 'a database or files of another region are refused'],
    ],
  },
  {
    what: 'beside the release before',
    lacks: 'there is none yet; `npm run bench` compares with its own last run',
  },
]
