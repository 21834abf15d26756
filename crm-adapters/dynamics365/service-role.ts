/**
 * The rights of our application's role, as few as it can do with: what the package names, and what the wizard adds and looks
 * for. It reads widely, because people are shown only what they may see themselves: every call is made in a person's name,
 * and then counts what both may.
 */

const everywhere = [
  'Account',
  'Contact',
  'Activity',
  'Note',
  'User',
  'Team',
  'BusinessUnit',
  'Role',
  'Organization',
  'TransactionCurrency',
]

/** Of what every environment knows: one without Sales or Service would refuse a package for naming a right it does not have. */
export const packaged = [
  ...everywhere.map((table) => `prvRead${table}`),
  // A task or a note made from a message.
  'prvCreateActivity',
  'prvWriteActivity',
  'prvAppendActivity',
  'prvCreateNote',
  'prvAppendNote',
  // What we have brought there, when whoever it tells of has to be forgotten: it lies there in other people's names.
  'prvDeleteActivity',
  'prvDeleteNote',
  'prvAppendToAccount',
  'prvAppendToContact',
  'prvAppendToUser',
  // Calls in a person's name.
  'prvActOnBehalfOfAnotherUser',
]

const somewhere = [
  'Opportunity',
  'OpportunityProduct',
  'Lead',
  'Incident',
  'Quote',
  'SalesOrder',
  'Invoice',
  'UoM',
  'Post',
]

/** Of tables an environment may be without: given where they are. */
const added = [
  ...somewhere.map((table) => `prvRead${table}`),
  ...['Opportunity', 'Lead', 'Incident'].map((table) => `prvAppendTo${table}`),
  'prvCreatePost',
  'prvAppendPost',
  'prvReadAppNotification',
  'prvCreateAppNotification',
  'prvDeleteAppNotification',
]

export const needed = [...packaged, ...added]
