/** The domain said no. A reason is part of the contract; the message is for a person reading a log. */
export type Reason =
  | 'bad_request'
  | 'session_over'
  | 'not_found'
  | 'text_empty'
  | 'text_too_long'
  | 'thread_closed'
  | 'edit_window_over'
  | 'not_author'
  | 'id_taken'
  | 'not_a_member'
  | 'already_deleted'
  | 'file_expired'
  | 'file_too_large'
  | 'file_type_refused'
  | 'too_many_files'
  | 'too_many_requests'
  | 'storage_full'
  | 'host_unreachable'

export class Refused extends Error {
  readonly reason: Reason

  constructor(reason: Reason, message: string = reason) {
    super(message)
    this.name = 'Refused'
    this.reason = reason
  }
}

/** Where reasons meet HTTP; the only place that knows. */
export const statusOf: Record<Reason, 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 503 | 507> = {
  bad_request: 400,
  session_over: 401,
  not_found: 404,
  text_empty: 422,
  text_too_long: 413,
  thread_closed: 409,
  edit_window_over: 403,
  not_author: 403,
  id_taken: 409,
  not_a_member: 422,
  already_deleted: 409,
  file_expired: 410,
  file_too_large: 413,
  file_type_refused: 422,
  too_many_files: 422,
  too_many_requests: 429,
  storage_full: 507,
  host_unreachable: 503,
}
