import type { Visitor } from './signed-in.ts'

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
  /** What is stored is not what was uploaded: nothing of it is given to anybody. */
  | 'file_damaged'
  | 'file_type_refused'
  /** A scanner has found something in it. */
  | 'file_infected'
  /** The scanner of files does not answer: nothing is taken in unseen. */
  | 'scanner_unreachable'
  | 'too_many_files'
  | 'too_many_requests'
  | 'storage_full'
  /** So much a person may not upload in a day, or the company not have here at all. */
  | 'share_full'
  /** The database does not answer; whether it was stored shows when it is said again. */
  | 'storage_unreachable'
  /** What is kept of it is no longer what was stored: an administrator has to restore it. */
  | 'storage_damaged'
  | 'host_unreachable'
  /** What was to be changed is no longer what the person saw. */
  | 'changed_meanwhile'
  /** Nobody answers for the role, or only whoever asks. */
  | 'nobody_answers'
  /** Others were asked. */
  | 'not_asked'
  /** It was decided by then. */
  | 'decided'
  /** It is no longer asked. */
  | 'withdrawn'
  /** He sees it and may not change it. */
  | 'read_only'
  /** He may see that there is a file, not what is in it. */
  | 'documents_closed'
  /** Others may do it. */
  | 'not_allowed'
  /** This server does not turn to the push service of that browser. */
  | 'push_service_closed'
  /** He has been already, and it is not over. */
  | 'already_invited'
  /** A file of a class that a client is never sent. */
  | 'class_refused'
  /** The host alone has its bytes, where others read them. */
  | 'kept_only_there'
  /** The company's texts are kept in its CRM, where this has no place. */
  | 'kept_in_crm'
  /** Not everybody who sees the one sees the other. */
  | 'other_readers'
  /** What is asked for does not come next. */
  | 'wrong_step'
  /** A private thread is its people's only. */
  | 'thread_private'
  /** The next four are told to whoever holds a true link. */
  | 'invite_expired'
  | 'invite_used'
  | 'invite_ended'
  | 'code_needed'
  | 'code_wrong'
  /** Of somebody's leaving: one does not dismiss oneself, nor the last who could undo it. */
  | 'not_oneself'
  | 'last_administrator'
  /** It has been seen to. */
  | 'leaving_already'
  /** Who is to take over leaves himself, or does not see all of it. */
  | 'heir_leaving'
  | 'heir_without_rights'
  | 'undo_over'
  /** So much would go that whoever saves it has to type how much. */
  | 'not_confirmed'
  /** One would stand in for the other, and the other for the one. */
  | 'stands_in_for_each_other'

export class Refused extends Error {
  readonly reason: Reason

  constructor(reason: Reason, message: string = reason) {
    super(message)
    this.name = 'Refused'
    this.reason = reason
  }
}

/** Somebody who is known was not let in at all; he is told what anybody is told. */
export class NotLetIn extends Refused {
  readonly whom: Visitor & { record?: string }

  constructor(whom: Visitor & { record?: string }) {
    super('not_found')
    this.whom = whom
  }
}

/** Asked too fast. */
export class TooMany extends Refused {
  /** Whole seconds after which it is worth asking again. */
  readonly after: number

  constructor(seconds: number) {
    super('too_many_requests', `asked too fast; again in ${Math.ceil(seconds)} s`)
    this.after = Math.max(1, Math.ceil(seconds))
  }
}

/** Where reasons meet HTTP; the only place that knows. */
export const statusOf: Record<Reason, 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 500 | 503 | 507> =
  {
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
    file_damaged: 500,
    file_type_refused: 422,
    file_infected: 422,
    share_full: 413,
    scanner_unreachable: 503,
    too_many_files: 422,
    too_many_requests: 429,
    storage_full: 507,
    storage_unreachable: 503,
    storage_damaged: 500,
    host_unreachable: 503,
    changed_meanwhile: 409,
    nobody_answers: 422,
    not_asked: 403,
    decided: 409,
    withdrawn: 409,
    read_only: 403,
    documents_closed: 403,
    not_allowed: 403,
    push_service_closed: 422,
    already_invited: 409,
    class_refused: 422,
    kept_only_there: 409,
    kept_in_crm: 409,
    other_readers: 409,
    wrong_step: 409,
    thread_private: 409,
    invite_expired: 410,
    invite_used: 410,
    invite_ended: 410,
    code_needed: 422,
    code_wrong: 422,
    not_oneself: 422,
    last_administrator: 409,
    leaving_already: 409,
    heir_leaving: 422,
    heir_without_rights: 422,
    undo_over: 409,
    not_confirmed: 422,
    stands_in_for_each_other: 422,
  }
