/** How the connection is, in words an administrator understands: what it means, and what to do. */
export const diagnosis = {
  hint: 'How the chat and the portal get on. Yellow can wait, red cannot.',
  ok: 'OK',
  attention: 'Look into it',
  broken: 'Broken',
  checkedAt: (when: string) => `Checked at ${when}`,
  again: 'Check again',
  copy: 'Copy the report',
  copied: 'The report is copied. There are no secrets in it.',
  copyFailed: 'The browser did not let us copy.',
  never: 'never',
  details: 'Details',
  loading: 'Checking…',

  test: {
    title: 'Round trip of an event',
    hint: 'We ask the portal for a test event and wait for it.',
    run: 'Send a test event',
    waiting: 'Waiting for the event…',
    arrived: (ms: string) => `The event arrived in ${ms}.`,
    late: 'The event has not arrived in 30 seconds.',
    refused: (reason: string) => `The portal refused the test: ${reason}.`,
    why: {
      unbound: 'The event is not bound at the portal. Press “Bind again”.',
      address:
        'Our address cannot be reached from the internet by https. Check PUBLIC_URL and the certificate.',
      silent: 'The portal does not answer us at the moment. Try again in a minute.',
      network:
        'Most likely a firewall or proxy before our server does not let the portal’s requests through (port 443, path /bitrix24/events).',
    },
  },

  address: {
    title: 'Our address',
    ok: 'Browsers and the portal reach us by https.',
    attention: 'The address is on this very machine: fine for trying it out, not for work.',
    broken:
      'The address is not https. Browsers will not show the chat inside the portal: set up a certificate and change PUBLIC_URL.',
    policy: 'What we allow browsers (CSP)',
  },
  placements: {
    title: 'Our tabs in the cards',
    ok: 'All tabs and the menu item are bound.',
    attention:
      'Some tabs are missing. If your CRM does not have such cards, that is how it should be; otherwise bind them again.',
    broken: 'No tab is bound. Press “Bind again”; if that does not help, install the application again.',
    bind: 'Bind again',
    bound: 'Bound',
    lacking: 'Missing',
    at: 'Last checked',
    done: 'Bound again',
  },
  scopes: {
    title: 'Rights of the application',
    ok: 'All rights we ask for are granted.',
    broken:
      'Some rights are missing, and what needs them does not work. Open the application’s settings at the portal, tick the rights and install it again.',
    granted: 'Granted',
    lacking: 'Missing',
  },
  events: {
    title: 'Events from the portal',
    ok: 'The portal tells us what changes.',
    attention:
      'Some events are not bound or could not be acted on. Nothing is lost: cards are compared with the CRM every ten minutes. Bind again if it stays so.',
    broken:
      'The portal tells us of nothing: changes reach the chat only every ten minutes. Press “Bind again”.',
    lastAt: 'Last event',
    waiting: 'Waiting to be acted on',
    lacking: 'Not bound',
    failing: 'Failed',
    givenUp: 'given up',
  },
  grant: {
    title: 'Whose rights we work with in the background',
    ok: 'They are in order.',
    attention: 'This administrator has left the company. Have another one install the application again.',
    broken:
      'The portal no longer accepts these rights. Have this administrator open any card’s chat, or another one install the application again.',
    person: 'Administrator',
    renewedAt: 'Renewed',
    deadAt: 'Refused since',
  },
  calls: {
    title: 'Questions to the portal in the last hour',
    ok: 'The portal answers in time.',
    attention:
      'The portal asks us to slow down or answers slowly. The chat waits by itself; if it lasts, other applications of the portal are using up its limits.',
    broken:
      'The portal does not answer, or has stopped us. The chat goes on; changes from the CRM come later.',
    count: 'Asked',
    refused: 'Refused',
    repeated: 'Asked again',
    slow: 'Wait, 95 of 100 within',
    waiting: 'Waiting now',
    resting: 'Closed for now',
    restingUntil: (method: string, when: string) => `${method} until ${when}`,
  },
  refusals: {
    title: 'What the portal refused last',
    ok: 'Nothing unusual in the last day.',
    attention: 'There were refusals that are not usual. The reasons below tell what to look into.',
    none: 'No refusals',
  },
  plan: {
    title: 'Plan of the portal',
    ok: 'Applications are paid for.',
    broken:
      'The portal’s plan or subscription has run out: it does not answer applications. Renew it; what people write is kept meanwhile.',
    plan: 'Plan',
    unpaidAt: 'Refused since',
  },
  errands: {
    title: 'What we write into the CRM',
    ok: 'Everything has been carried out.',
    attention: 'Some of it could not be carried out in the last week. The chat itself is not affected.',
    kinds: {
      note: 'history entry',
      anchor: 'activity',
      notice: 'bell',
      unnotice: 'bell taken back',
      task: 'task',
      keep: 'file',
      relay: 'text of a message',
    } as Record<string, string>,
  },
  people: {
    title: 'People',
    ok: 'Colleagues are read from the portal every hour.',
    attention: 'The list of colleagues is old. Press “Read again”.',
    broken: 'Colleagues have never been read from the portal. Press “Read again”.',
    read: 'Read again',
    done: 'The people have been read',
    readAt: 'Last read',
    present: 'Work here',
    left: 'Have left',
  },
  copies: {
    title: 'Copied environments',
    attention:
      'Another environment was copied from this one and still sends us its events. They are ignored. Connect it with the wizard, or remove our webhook there.',
  },

  missing: {
    title: 'Unavailable features',
    ok: 'This CRM does not know some of what others have: it is an older version, or runs on a server of your own. The chat does without.',
    names: 'Not there',
  },

  region: {
    title: 'Where data lie',
    ok: 'Database, files, mail and the line between nodes are in the region named here: otherwise the server would not start.',
    name: 'Region',
    push: 'Browser services outside it',
  },

  version: {
    title: 'Version',
    ok: 'Installed and working.',
    version: 'Dealthread',
    host: 'CRM',
    installedAt: 'Installed',
  },

  refused: {
    denied: 'no rights',
    restricted: 'the application is not open to this person',
    guest: 'a guest',
    dismissed: 'the person has left',
    missing: 'not found',
    expired: 'the session at the portal is over',
    revoked: 'rights withdrawn',
    forged: 'not confirmed',
    malformed: 'not understood',
    elsewhere: 'not a card',
    not_installed: 'not installed',
    not_granted: 'a right is missing',
    unsupported: 'the portal cannot do it',
    unpaid: 'the plan has run out',
    limited: 'too many questions',
    blocked: 'stopped by hand',
    moved: 'the portal has another address',
    unreachable: 'no answer',
    broken: 'an answer we do not understand',
  } as Record<string, string>,
}

export type DiagnosisWords = typeof diagnosis
