import type { Counting } from './plural.ts'

/** Words of what a person opens over the card or drops on it: dialogs, menus, lists. */
export const opened = (count: Counting) => ({
  newThread: {
    title: 'New topic',
    kind: 'Who will see it',
    topic: 'Topic',
    topicHint: 'Everyone on the deal team can read it.',
    private: 'Private discussion',
    privateHint: 'Only the people you choose can read it. Nobody can be added later.',
    name: 'Name',
    namePlaceholder: 'For example, Logistics and warehouse',
    role: 'Role (optional)',
    noRole: 'No role',
    roleHint: 'Whoever holds this role is called by @.',
    people: 'People',
    find: 'Find a colleague',
    nobody: 'Nobody found',
    fromHost: 'Choose in the CRM',
    notYet: (names: string) => `Ask ${names} to open the deal once, then choose them here`,
    create: 'Create',
    needName: 'Enter a name',
    needPeople: 'Choose at least one person',
    chosen: (n: number) => count(n, { one: '# person chosen', other: '# people chosen' }),
  },

  keys: {
    title: 'Keyboard shortcuts',
    writing: 'Writing',
    moving: 'Moving around',
    message: 'On a message',
    send: 'Send',
    line: 'New line',
    editLast: 'Edit my last message (in an empty field)',
    escape: 'Close the popup, cancel the reply, leave the field',
    attach: 'Attach a file',
    thread: 'Previous or next discussion',
    unreadThread: 'Previous or next unread',
    regions: 'Next or previous area',
    search: 'Search',
    edges: 'First or latest message',
    step: 'Previous or next message',
    reply: 'Reply',
    edit: 'Edit',
    react: 'React',
    pin: 'Pin or unpin',
    help: 'This overview',
    single: 'Single-key shortcuts',
    singleHint: 'Work when the focus is in the message list.',
    or: 'or',
  },

  threadMenu: {
    mute: 'Mute notifications',
    unmute: 'Turn notifications on',
    notices: 'Notifications…',
    closeThread: 'Close the topic',
    reopen: 'Reopen the topic',
    privateOnes: 'Private discussions…',
    inviteTo: 'Invite…',
    keys: 'Keyboard shortcuts',
    muted: 'Notifications are muted',
    unmuted: 'Notifications are on',
    threadClosed: 'The topic is closed',
    threadReopened: 'The topic is open again',
  },

  messageMenu: {
    copy: 'Copy text',
    copied: 'Text copied',
    edit: 'Edit',
    pin: 'Pin',
    unreadFrom: 'Mark unread from here',
    makeTask: 'Create a task',
    removeTitle: 'Delete this message?',
    removeText: 'Everybody will see that it was deleted. It cannot be undone.',
  },

  history: {
    title: 'Earlier texts',
    until: (when: string) => `until ${when}`,
  },

  mentions: {
    whom: 'Whom to mention',
    roles: 'Roles',
    people: 'In this discussion',
    others: 'Not in it yet',
    role: 'role',
    invite: '+ invite',
    nobodyHolds: 'Nobody has this role yet',
    closedCircle: 'Only members of this discussion can be mentioned',
  },

  upload: {
    drop: 'Drop to send to the team',
    dropHint: (size: string) => `Up to ${size} each`,
    dropClient: 'Drop to send to the client',
    uploading: (name: string) => `Uploading ${name}`,
    cancel: (name: string) => `Cancel uploading ${name}`,
    remove: (name: string) => `Remove ${name}`,
    tooLarge: (size: string) => `The file is larger than ${size}`,
    tooMany: (n: number) =>
      count(n, { one: 'No more than # file per message', other: 'No more than # files per message' }),
    refusedType: 'Files of this type are not accepted',
    empty: 'The file is empty',
    failed: 'It did not upload',
  },

  picture: {
    save: 'Download',
    previous: 'Previous picture',
    next: 'Next picture',
    position: (n: number, of: number) => `${n} of ${of}`,
  },
})

export type OpenedWords = ReturnType<typeof opened>
