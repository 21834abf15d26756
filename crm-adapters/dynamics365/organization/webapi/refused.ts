/** Refusals of the Web API, by the codes they are known by. */
import type { Row } from '../rows.ts'

export class ApiRefusal extends Error {
  readonly status: number
  /** `0x…`, or empty where the documentation shows none. */
  readonly code: string
  readonly headers: Record<string, string>
  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.headers = headers
  }
}

export const refusals = {
  notMember: () => new ApiRefusal(401, '0x80072560', 'The user is not a member of the organization.'),
  disabledUser: (id: string) =>
    new ApiRefusal(403, '0x80040225', `The user with id ${id} has been disabled.`),
  // The code is from memory.
  disabledOrganization: () => new ApiRefusal(403, '0x8004a106', 'The organization is disabled.'),
  missingPrivilege: (user: Row, privilege: string, table?: string) =>
    new ApiRefusal(
      403,
      '0x80040220',
      `Principal user (Id=${user.id}, type=8) is missing ${privilege} privilege${table ? ` for entity '${table}'` : ''}. context.Caller=${user.id}`,
    ),
  noAccess: (user: Row, right: string, row: { table: string; id: string }) =>
    new ApiRefusal(
      403,
      '0x80048306',
      `Principal with id ${user.id} does not have ${right}Access right(s) for record with id ${row.id} of entity ${row.table}`,
    ),
  gone: (table: string, id: string) =>
    new ApiRefusal(404, '0x80040217', `Entity '${table}' With Id = ${id} Does Not Exist`),
  noSegment: (segment: string) =>
    new ApiRefusal(404, '0x8006088a', `Resource not found for the segment '${segment}'.`),
  noProperty: (name: string, table: string) =>
    new ApiRefusal(
      400,
      '0x80060888',
      `Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.${table}'.`,
    ),
  badQuery: (message: string) => new ApiRefusal(400, '0x80060888', message),
  badBody: (set: string, why: string) =>
    new ApiRefusal(
      400,
      '0x80048d19',
      `Error identified in Payload provided by the user for Entity :'${set}': ${why}`,
    ),
  badArgument: (why: string) => new ApiRefusal(400, '0x80040203', why),
  versionMismatch: () =>
    new ApiRefusal(
      412,
      '0x80060882',
      "The version of the existing record doesn't match the RowVersion property provided.",
    ),
  exists: () => new ApiRefusal(412, '0x80040237', 'A record with matching key values already exists.'),
  duplicate: () =>
    new ApiRefusal(
      412,
      '0x80040333',
      'A record was not created or updated because a duplicate of the current record already exists.',
    ),
  closed: () => new ApiRefusal(400, '0x80043b12', 'The opportunity has already been closed.'),
  badState: () =>
    new ApiRefusal(
      400,
      '0x80048408',
      'State code is invalid or state code is valid but status code is invalid for a specified state code.',
    ),
  plugIn: (message: string) => new ApiRefusal(400, '0x80040265', message),
  tooBig: () => new ApiRefusal(400, '0x80044a02', 'Attachment file size is too big.'),
  trackingExpired: () =>
    new ApiRefusal(
      400,
      '0x80044352',
      'The version or sync token has expired; a full synchronization is needed.',
    ),
  untracked: (option: string) =>
    new ApiRefusal(
      400,
      '',
      `The "${option}" query parameter is not supported when Change Tracking is enabled.`,
    ),
}

/** The body of a refusal; a client that asked for all annotations is told more. */
export function errorBody({ code, message }: ApiRefusal, detailed: boolean) {
  const ms = '@Microsoft.PowerApps.CDS.'
  return {
    error: {
      code,
      message,
      ...(detailed && {
        [`${ms}ErrorDetails.OperationStatus`]: '0',
        [`${ms}ErrorDetails.SubErrorCode`]: '2146233088',
        [`${ms}HelpLink`]: `http://go.microsoft.com/fwlink/?LinkID=398563&error=${code}`,
        [`${ms}InnerError.Message`]: message,
      }),
    },
  }
}
