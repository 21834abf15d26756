/** People from outside, each made for one invitation. Hosts' ids of people have no colon. */
const PREFIX = 'guest:'

export function guestId(invite: string): string {
  return PREFIX + invite
}

export function isGuest(person: string): boolean {
  return person.startsWith(PREFIX)
}
