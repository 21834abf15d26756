CREATE TABLE "absence" (
	"company" text NOT NULL,
	"id" text NOT NULL,
	"person" text NOT NULL,
	"substitute" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "absence_company_id_pk" PRIMARY KEY("company","id")
);
--> statement-breakpoint
CREATE TABLE "account" (
	"company" text NOT NULL,
	"mark" text NOT NULL,
	"read_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "account_company_pk" PRIMARY KEY("company")
);
--> statement-breakpoint
CREATE TABLE "acknowledgement" (
	"company" text NOT NULL,
	"message" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone,
	"reminders" bigint DEFAULT 0 NOT NULL,
	"reminded_at" timestamp (3) with time zone,
	CONSTRAINT "acknowledgement_company_message_pk" PRIMARY KEY("company","message")
);
--> statement-breakpoint
CREATE TABLE "act" (
	"company" text NOT NULL,
	"leaving" text NOT NULL,
	"of" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"body" text NOT NULL,
	"key" text NOT NULL,
	"signature" text NOT NULL,
	CONSTRAINT "act_company_leaving_of_pk" PRIMARY KEY("company","leaving","of")
);
--> statement-breakpoint
CREATE TABLE "act_key" (
	"company" text NOT NULL,
	"id" text NOT NULL,
	"public_key" text NOT NULL,
	"sealed" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "act_key_company_id_pk" PRIMARY KEY("company","id")
);
--> statement-breakpoint
CREATE TABLE "address" (
	"company" text NOT NULL,
	"person" text NOT NULL,
	"sealed" text,
	"from" text NOT NULL,
	"pending" text,
	"pending_at" timestamp (3) with time zone,
	"tries" bigint DEFAULT 0 NOT NULL,
	"asked" bigint DEFAULT 0 NOT NULL,
	"returned_at" timestamp (3) with time zone,
	"reason" text,
	"said" text,
	CONSTRAINT "address_company_person_pk" PRIMARY KEY("company","person")
);
--> statement-breakpoint
CREATE TABLE "anchor" (
	"company" text NOT NULL,
	"record" text NOT NULL,
	"activity" text,
	"responsible" text,
	"unread" bigint DEFAULT 0 NOT NULL,
	"threads" bigint DEFAULT 0 NOT NULL,
	"shown_at" timestamp (3) with time zone,
	"said_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone,
	CONSTRAINT "anchor_company_record_pk" PRIMARY KEY("company","record")
);
--> statement-breakpoint
CREATE TABLE "approval" (
	"company" text NOT NULL,
	"message" text NOT NULL,
	"by" text NOT NULL,
	"role" text,
	"people" jsonb NOT NULL,
	"numbers" jsonb NOT NULL,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "approval_company_message_pk" PRIMARY KEY("company","message")
);
--> statement-breakpoint
CREATE TABLE "awaited" (
	"company" text NOT NULL,
	"message" text NOT NULL,
	"what" text NOT NULL,
	"person" text NOT NULL,
	"thread" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"done_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "awaited_company_message_what_person_pk" PRIMARY KEY("company","message","what","person")
);
--> statement-breakpoint
CREATE TABLE "call" (
	"company" text NOT NULL,
	"id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"method" text NOT NULL,
	"commands" jsonb,
	"person" text,
	"record" text,
	"reason" text,
	"status" bigint,
	"ms" bigint NOT NULL,
	"retried" bigint NOT NULL,
	CONSTRAINT "call_company_id_pk" PRIMARY KEY("company","id")
);
--> statement-breakpoint
CREATE TABLE "calling" (
	"company" text NOT NULL,
	"person" text NOT NULL,
	"thread" text NOT NULL,
	"seq" bigint NOT NULL,
	"record" text NOT NULL,
	"why" text NOT NULL,
	"due_at" timestamp (3) with time zone,
	"held_at" timestamp (3) with time zone,
	"urgent_at" timestamp (3) with time zone,
	"rings" bigint DEFAULT 0 NOT NULL,
	"told_at" timestamp (3) with time zone,
	"tag" text,
	"mail_at" timestamp (3) with time zone,
	"mailed_at" timestamp (3) with time zone,
	CONSTRAINT "calling_company_person_thread_seq_pk" PRIMARY KEY("company","person","thread","seq")
);
--> statement-breakpoint
CREATE TABLE "card" (
	"company" text NOT NULL,
	"record" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"opened_by" text NOT NULL,
	"seen" jsonb,
	"responsible" text,
	"client" text,
	"revision" text,
	"moved_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"gone_at" timestamp (3) with time zone,
	"continued_at" timestamp (3) with time zone,
	"continued_in" text,
	CONSTRAINT "card_company_record_pk" PRIMARY KEY("company","record")
);
--> statement-breakpoint
CREATE TABLE "checklist_item" (
	"company" text NOT NULL,
	"message" text NOT NULL,
	"number" bigint NOT NULL,
	"text" text NOT NULL,
	"done_at" timestamp (3) with time zone,
	"done_by" text,
	CONSTRAINT "checklist_item_company_message_number_pk" PRIMARY KEY("company","message","number")
);
--> statement-breakpoint
CREATE TABLE "checkpoint" (
	"company" text NOT NULL,
	"size" bigint NOT NULL,
	"note" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "checkpoint_company_size_pk" PRIMARY KEY("company","size")
);
--> statement-breakpoint
CREATE TABLE "company" (
	"company" text NOT NULL,
	"host" text NOT NULL,
	"origin" text NOT NULL,
	"endpoint" text NOT NULL,
	"application_token" text,
	"scopes" jsonb NOT NULL,
	"locale" text NOT NULL,
	"installed_by" text NOT NULL,
	"installed_at" timestamp (3) with time zone NOT NULL,
	"uninstalled_at" timestamp (3) with time zone,
	"erase_after" timestamp (3) with time zone,
	"parting" text,
	"parting_at" timestamp (3) with time zone,
	"parting_by" text,
	"erasing_at" timestamp (3) with time zone,
	"erased" jsonb,
	"capabilities" jsonb,
	"bound_at" timestamp (3) with time zone,
	"choices" jsonb,
	"chosen_at" timestamp (3) with time zone,
	"chosen_by" text,
	"storage" text,
	"storage_at" timestamp (3) with time zone,
	"storage_by" text,
	"people_read_at" timestamp (3) with time zone,
	CONSTRAINT "company_company_pk" PRIMARY KEY("company")
);
--> statement-breakpoint
CREATE TABLE "company_key" (
	"company" text NOT NULL,
	"id" bigint NOT NULL,
	"under" text NOT NULL,
	"sealed" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "company_key_company_id_pk" PRIMARY KEY("company","id")
);
--> statement-breakpoint
CREATE TABLE "consent" (
	"company" text NOT NULL,
	"id" text NOT NULL,
	"who" text NOT NULL,
	"record" text,
	"purpose" text NOT NULL,
	"edition" text NOT NULL,
	"given_at" timestamp (3) with time zone NOT NULL,
	"noted_at" timestamp (3) with time zone NOT NULL,
	"noted_by" text NOT NULL,
	"withdrawn_at" timestamp (3) with time zone,
	"withdrawn_by" text,
	CONSTRAINT "consent_company_id_pk" PRIMARY KEY("company","id")
);
--> statement-breakpoint
CREATE TABLE "copy" (
	"company" text NOT NULL,
	"copy" text NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "copy_company_copy_pk" PRIMARY KEY("company","copy")
);
--> statement-breakpoint
CREATE TABLE "decision" (
	"company" text NOT NULL,
	"id" text NOT NULL,
	"message" text NOT NULL,
	"yes" boolean NOT NULL,
	"words" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"numbers" jsonb NOT NULL,
	CONSTRAINT "decision_company_id_pk" PRIMARY KEY("company","id")
);
--> statement-breakpoint
CREATE TABLE "device" (
	"company" text NOT NULL,
	"person" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"sealed" text NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "device_company_person_id_pk" PRIMARY KEY("company","person","id")
);
--> statement-breakpoint
CREATE TABLE "directory" (
	"company" text NOT NULL,
	"roles" jsonb NOT NULL,
	"hours" jsonb NOT NULL,
	"roleless" jsonb NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"changed_by" text NOT NULL,
	CONSTRAINT "directory_company_pk" PRIMARY KEY("company")
);
--> statement-breakpoint
CREATE TABLE "dossier" (
	"company" text NOT NULL,
	"id" text NOT NULL,
	"record" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"language" text NOT NULL,
	"zone" text NOT NULL,
	"reason" text,
	"done" bigint DEFAULT 0 NOT NULL,
	"total" bigint,
	"tries" bigint DEFAULT 0 NOT NULL,
	"making_until" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"failure" text,
	"kept" text,
	"size" bigint,
	"gone_at" timestamp (3) with time zone,
	"link_hash" text,
	"link_until" timestamp (3) with time zone,
	CONSTRAINT "dossier_company_id_pk" PRIMARY KEY("company","id")
);
--> statement-breakpoint
CREATE TABLE "draft" (
	"company" text NOT NULL,
	"thread" text NOT NULL,
	"person" text NOT NULL,
	"text" text NOT NULL,
	"reply_to" text,
	"saved_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "draft_company_thread_person_pk" PRIMARY KEY("company","thread","person")
);
--> statement-breakpoint
CREATE TABLE "entry" (
	"company" text NOT NULL,
	"position" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"act" text NOT NULL,
	"by" text NOT NULL,
	"record" text,
	"thread" text,
	"thing" text,
	"about" text NOT NULL,
	"commitments" text NOT NULL,
	"kept" jsonb,
	"mark" text NOT NULL,
	CONSTRAINT "entry_company_position_pk" PRIMARY KEY("company","position")
);
--> statement-breakpoint
CREATE TABLE "erasure" (
	"company" text NOT NULL,
	"id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	"sealed" text,
	"commitments" jsonb,
	"called_off_at" timestamp (3) with time zone,
	"ordered_at" timestamp (3) with time zone,
	"ordered_by" text,
	"done_at" timestamp (3) with time zone,
	"body" text,
	"key" text,
	"signature" text,
	CONSTRAINT "erasure_company_id_pk" PRIMARY KEY("company","id")
);
--> statement-breakpoint
CREATE TABLE "erasure_decision" (
	"company" text NOT NULL,
	"erasure" text NOT NULL,
	"thing" text NOT NULL,
	"decision" text NOT NULL,
	"reason" text,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	"outcome" text,
	CONSTRAINT "erasure_decision_company_erasure_thing_pk" PRIMARY KEY("company","erasure","thing")
);
--> statement-breakpoint
CREATE TABLE "errand" (
	"company" text NOT NULL,
	"id" text NOT NULL,
	"number" bigint NOT NULL,
	"lane" text NOT NULL,
	"deed" jsonb NOT NULL,
	"as" text,
	"supersedes" text,
	"entrusted_at" timestamp (3) with time zone NOT NULL,
	"not_before" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone,
	"tries" bigint NOT NULL,
	"begun_at" timestamp (3) with time zone,
	"failing_since" timestamp (3) with time zone,
	"failed_at" timestamp (3) with time zone,
	"reason" text,
	"ended_at" timestamp (3) with time zone,
	"ending" text,
	"done" jsonb,
	CONSTRAINT "errand_company_id_pk" PRIMARY KEY("company","id")
);
--> statement-breakpoint
CREATE TABLE "event" (
	"company" text NOT NULL,
	"position" bigint NOT NULL,
	"topic" text NOT NULL,
	"record" text NOT NULL,
	"thread" text,
	"people" jsonb,
	"data" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "event_company_position_pk" PRIMARY KEY("company","position")
);
--> statement-breakpoint
CREATE TABLE "fact" (
	"company" text NOT NULL,
	"id" text NOT NULL,
	"thread" text NOT NULL,
	"message" text NOT NULL,
	"text" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"edited_at" timestamp (3) with time zone,
	"edited_by" text,
	"removed_at" timestamp (3) with time zone,
	"removed_by" text,
	CONSTRAINT "fact_company_id_pk" PRIMARY KEY("company","id")
);
--> statement-breakpoint
CREATE TABLE "file" (
	"company" text NOT NULL,
	"id" text NOT NULL,
	"thread" text NOT NULL,
	"message" text,
	"place" bigint DEFAULT 0 NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"size" bigint NOT NULL,
	"hash" text NOT NULL,
	"kind" text,
	"class" text,
	"dated" text,
	"replaces" text,
	"document" text,
	"version" bigint,
	"name_key" text NOT NULL,
	"width" bigint,
	"height" bigint,
	"preview" boolean DEFAULT false NOT NULL,
	"author" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"noticed_at" timestamp (3) with time zone,
	"erased_at" timestamp (3) with time zone,
	"withdrawn_at" timestamp (3) with time zone,
	"keep_asked_at" timestamp (3) with time zone,
	"keep_asked_by" text,
	"keep_refused_at" timestamp (3) with time zone,
	"keep_refusal" text,
	"kept_at" timestamp (3) with time zone,
	"kept_as" text,
	"kept_url" text,
	"permanent_at" timestamp (3) with time zone,
	CONSTRAINT "file_company_id_pk" PRIMARY KEY("company","id")
);
--> statement-breakpoint
CREATE TABLE "filing" (
	"company" text NOT NULL,
	"kinds" jsonb NOT NULL,
	"classes" jsonb NOT NULL,
	"kits" jsonb NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"changed_by" text NOT NULL,
	CONSTRAINT "filing_company_pk" PRIMARY KEY("company")
);
--> statement-breakpoint
CREATE TABLE "former_form" (
	"company" text NOT NULL,
	"form" text NOT NULL,
	"name" text NOT NULL,
	"before" text NOT NULL,
	"after" text NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"changed_by" text NOT NULL,
	CONSTRAINT "former_form_company_form_pk" PRIMARY KEY("company","form")
);
--> statement-breakpoint
CREATE TABLE "grant" (
	"company" text NOT NULL,
	"person" text NOT NULL,
	"sealed" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"renewed_at" timestamp (3) with time zone NOT NULL,
	"dead_at" timestamp (3) with time zone,
	"renewing_until" timestamp (3) with time zone,
	CONSTRAINT "grant_company_person_pk" PRIMARY KEY("company","person")
);
--> statement-breakpoint
CREATE TABLE "handed" (
	"company" text NOT NULL,
	"leaving" text NOT NULL,
	"kind" text NOT NULL,
	"thing" text NOT NULL,
	"record" text NOT NULL,
	"thread" text NOT NULL,
	"heir" text,
	"before" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"taken_back_at" timestamp (3) with time zone,
	"not_back" text,
	CONSTRAINT "handed_company_leaving_kind_thing_pk" PRIMARY KEY("company","leaving","kind","thing")
);
--> statement-breakpoint
CREATE TABLE "handing_over" (
	"company" text NOT NULL,
	"thread" text NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "handing_over_company_pk" PRIMARY KEY("company")
);
--> statement-breakpoint
CREATE TABLE "handover" (
	"company" text NOT NULL,
	"record" text NOT NULL,
	"to" text NOT NULL,
	"from" text,
	"why" text NOT NULL,
	"cause" text,
	"at" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "handover_company_record_to_pk" PRIMARY KEY("company","record","to")
);
--> statement-breakpoint
CREATE TABLE "hearer" (
	"company" text NOT NULL,
	"name" text NOT NULL,
	"position" bigint NOT NULL,
	CONSTRAINT "hearer_company_name_pk" PRIMARY KEY("company","name")
);
--> statement-breakpoint
CREATE TABLE "hiding" (
	"company" text NOT NULL,
	"fields" jsonb NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"set_by" text NOT NULL,
	CONSTRAINT "hiding_company_pk" PRIMARY KEY("company")
);
--> statement-breakpoint
CREATE TABLE "hold" (
	"company" text NOT NULL,
	"id" text NOT NULL,
	"reason" text NOT NULL,
	"record" text,
	"client" text,
	"records" jsonb,
	"thread" text,
	"person" text,
	"since" timestamp (3) with time zone,
	"until" timestamp (3) with time zone,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	"release_asked_at" timestamp (3) with time zone,
	"release_asked_by" text,
	"release_reason" text,
	"release_confirmed_at" timestamp (3) with time zone,
	"release_confirmed_by" text,
	"ends_at" timestamp (3) with time zone,
	"noticed_at" timestamp (3) with time zone,
	"released_at" timestamp (3) with time zone,
	CONSTRAINT "hold_company_id_pk" PRIMARY KEY("company","id")
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"company" text NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"hint" jsonb NOT NULL,
	"by" text,
	"sealed" text,
	"received_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"tries" bigint NOT NULL,
	"worked_at" timestamp (3) with time zone,
	"outcome" text,
	CONSTRAINT "inbox_company_key_pk" PRIMARY KEY("company","key")
);
--> statement-breakpoint
CREATE TABLE "invite" (
	"company" text NOT NULL,
	"id" text NOT NULL,
	"thread" text NOT NULL,
	"person" text NOT NULL,
	"sponsor" text NOT NULL,
	"title" text,
	"fields" jsonb NOT NULL,
	"from_seq" bigint NOT NULL,
	"files" jsonb,
	"at" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"asked_at" timestamp (3) with time zone,
	"accepted_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"ended_by" text,
	"ending" text,
	"reason" text,
	"result" text,
	"link_hash" text,
	"link_until" timestamp (3) with time zone,
	"link_used_at" timestamp (3) with time zone,
	"code_hash" text,
	"code_tries" bigint DEFAULT 0 NOT NULL,
	"key_hash" text,
	"wanted_at" timestamp (3) with time zone,
	CONSTRAINT "invite_company_id_pk" PRIMARY KEY("company","id")
);
--> statement-breakpoint
CREATE TABLE "kit_step" (
	"company" text NOT NULL,
	"record" text NOT NULL,
	"kind" text NOT NULL,
	"number" bigint NOT NULL,
	"step" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	"role" text,
	"person" text,
	"message" text,
	"deadline" timestamp (3) with time zone,
	"file" text,
	"reason" text,
	CONSTRAINT "kit_step_company_record_kind_number_pk" PRIMARY KEY("company","record","kind","number")
);
--> statement-breakpoint
CREATE TABLE "leaving" (
	"company" text NOT NULL,
	"id" text NOT NULL,
	"person" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"heirs" jsonb NOT NULL,
	"sponsor" text,
	"left_before" timestamp (3) with time zone,
	"had" jsonb NOT NULL,
	"due_at" timestamp (3) with time zone,
	"done_at" timestamp (3) with time zone,
	"undone_at" timestamp (3) with time zone,
	"undone_by" text,
	CONSTRAINT "leaving_company_id_pk" PRIMARY KEY("company","id")
);
--> statement-breakpoint
CREATE TABLE "letter" (
	"company" text NOT NULL,
	"id" text NOT NULL,
	"by" text NOT NULL,
	"person" text NOT NULL,
	"about" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone,
	"tries" bigint DEFAULT 0 NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ending" text,
	"reason" text,
	"said" text,
	CONSTRAINT "letter_company_id_pk" PRIMARY KEY("company","id")
);
--> statement-breakpoint
CREATE TABLE "limb" (
	"company" text NOT NULL,
	"number" bigint NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "limb_company_number_pk" PRIMARY KEY("company","number")
);
--> statement-breakpoint
CREATE TABLE "member" (
	"company" text NOT NULL,
	"thread" text NOT NULL,
	"person" text NOT NULL,
	"read_seq" bigint NOT NULL,
	"own_unread" bigint DEFAULT 0 NOT NULL,
	"mention_seq" bigint DEFAULT 0 NOT NULL,
	"joined_at" timestamp (3) with time zone NOT NULL,
	"left_at" timestamp (3) with time zone,
	"level" text,
	"level_at" timestamp (3) with time zone,
	CONSTRAINT "member_company_thread_person_pk" PRIMARY KEY("company","thread","person")
);
--> statement-breakpoint
CREATE TABLE "message" (
	"company" text NOT NULL,
	"thread" text NOT NULL,
	"seq" bigint NOT NULL,
	"id" text NOT NULL,
	"audience" text NOT NULL,
	"author" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"elsewhere_at" timestamp (3) with time zone,
	"edited_at" timestamp (3) with time zone,
	"deleted_at" timestamp (3) with time zone,
	"deleted_by" text,
	"erased_at" timestamp (3) with time zone,
	"urgent_at" timestamp (3) with time zone,
	"reply_to" text,
	"mentions" jsonb NOT NULL,
	"called" jsonb,
	"answers" text,
	"files" bigint DEFAULT 0 NOT NULL,
	"reactions" bigint DEFAULT 0 NOT NULL,
	"tasks" bigint DEFAULT 0 NOT NULL,
	"matters" bigint DEFAULT 0 NOT NULL,
	"pinned_at" timestamp (3) with time zone,
	"pinned_by" text,
	"happened" jsonb,
	CONSTRAINT "message_company_thread_seq_pk" PRIMARY KEY("company","thread","seq")
);
--> statement-breakpoint
CREATE TABLE "node" (
	"company" text NOT NULL,
	"id" text NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "node_company_id_pk" PRIMARY KEY("company","id")
);
--> statement-breakpoint
CREATE TABLE "parting" (
	"company" text NOT NULL,
	"id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	"language" text NOT NULL,
	"zone" text NOT NULL,
	"readers" text NOT NULL,
	"records" bigint NOT NULL,
	"reached" text NOT NULL,
	"called_off_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"body" text,
	"key" text,
	"signature" text,
	CONSTRAINT "parting_company_id_pk" PRIMARY KEY("company","id")
);
--> statement-breakpoint
CREATE TABLE "parting_dossier" (
	"company" text NOT NULL,
	"parting" text NOT NULL,
	"record" text NOT NULL,
	"tries" bigint DEFAULT 0 NOT NULL,
	"making_until" timestamp (3) with time zone,
	"kept" text,
	"size" bigint,
	"hash" text,
	"without" jsonb,
	"ended_at" timestamp (3) with time zone,
	"left_as" text,
	"left_url" text,
	"failure" text,
	"taken_back_at" timestamp (3) with time zone,
	CONSTRAINT "parting_dossier_company_parting_record_pk" PRIMARY KEY("company","parting","record")
);
--> statement-breakpoint
CREATE TABLE "person" (
	"company" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"position" text,
	"departments" jsonb,
	"role" text,
	"photo" text,
	"admin" boolean DEFAULT false NOT NULL,
	"locale" text,
	"left_at" timestamp (3) with time zone,
	"dismissed_at" timestamp (3) with time zone,
	"erased_at" timestamp (3) with time zone,
	"sponsor" text,
	CONSTRAINT "person_company_id_pk" PRIMARY KEY("company","id")
);
--> statement-breakpoint
CREATE TABLE "playbook" (
	"company" text NOT NULL,
	"situations" jsonb NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"changed_by" text NOT NULL,
	CONSTRAINT "playbook_company_pk" PRIMARY KEY("company")
);
--> statement-breakpoint
CREATE TABLE "policy" (
	"company" text NOT NULL,
	"number" bigint NOT NULL,
	"rules" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	"reckoned" text,
	CONSTRAINT "policy_company_number_pk" PRIMARY KEY("company","number")
);
--> statement-breakpoint
CREATE TABLE "purge" (
	"company" text NOT NULL,
	"id" text NOT NULL,
	"begun_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"things" bigint DEFAULT 0 NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"body" text,
	"key" text,
	"signature" text,
	CONSTRAINT "purge_company_id_pk" PRIMARY KEY("company","id")
);
--> statement-breakpoint
CREATE TABLE "purged" (
	"company" text NOT NULL,
	"purge" text NOT NULL,
	"number" bigint NOT NULL,
	"what" text NOT NULL,
	"things" jsonb NOT NULL,
	CONSTRAINT "purged_company_purge_number_pk" PRIMARY KEY("company","purge","number")
);
--> statement-breakpoint
CREATE TABLE "question" (
	"company" text NOT NULL,
	"message" text NOT NULL,
	"thread" text NOT NULL,
	"by" text NOT NULL,
	"role" text,
	"people" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"deadline" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone,
	"step" text,
	"called" jsonb,
	"answer" text,
	"answered_at" timestamp (3) with time zone,
	"marked_by" text,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "question_company_message_pk" PRIMARY KEY("company","message")
);
--> statement-breakpoint
CREATE TABLE "reaction" (
	"company" text NOT NULL,
	"message" text NOT NULL,
	"person" text NOT NULL,
	"emoji" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reaction_company_message_person_emoji_pk" PRIMARY KEY("company","message","person","emoji")
);
--> statement-breakpoint
CREATE TABLE "region" (
	"company" text NOT NULL,
	"name" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "region_company_pk" PRIMARY KEY("company")
);
--> statement-breakpoint
CREATE TABLE "relayed" (
	"company" text NOT NULL,
	"message" text NOT NULL,
	"number" bigint NOT NULL,
	"record" text NOT NULL,
	"entry" text,
	"salt" text NOT NULL,
	"hash" text NOT NULL,
	"length" bigint NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"at" timestamp (3) with time zone,
	"stays" text,
	"reason" text,
	CONSTRAINT "relayed_company_message_number_pk" PRIMARY KEY("company","message","number")
);
--> statement-breakpoint
CREATE TABLE "round" (
	"company" text NOT NULL,
	"share" bigint NOT NULL,
	"task" text NOT NULL,
	"done_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "round_company_share_task_pk" PRIMARY KEY("company","share","task")
);
--> statement-breakpoint
CREATE TABLE "seen" (
	"company" text NOT NULL,
	"id" text NOT NULL,
	"person" text NOT NULL,
	"what" text NOT NULL,
	"record" text NOT NULL,
	"item" text,
	"name" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "seen_company_id_pk" PRIMARY KEY("company","id")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"company" text NOT NULL,
	"hash" text NOT NULL,
	"person" text NOT NULL,
	"record" text,
	"invited" boolean DEFAULT false NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "session_company_hash_pk" PRIMARY KEY("company","hash")
);
--> statement-breakpoint
CREATE TABLE "share" (
	"company" text NOT NULL,
	"number" bigint NOT NULL,
	"node" text NOT NULL,
	CONSTRAINT "share_company_number_pk" PRIMARY KEY("company","number")
);
--> statement-breakpoint
CREATE TABLE "situation" (
	"company" text NOT NULL,
	"message" text NOT NULL,
	"situation" text NOT NULL,
	"title" text NOT NULL,
	"settles" text NOT NULL,
	CONSTRAINT "situation_company_message_pk" PRIMARY KEY("company","message")
);
--> statement-breakpoint
CREATE TABLE "standing" (
	"company" text NOT NULL,
	"person" text NOT NULL,
	"standing" text,
	"reach" text NOT NULL,
	"documents" boolean NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"set_by" text NOT NULL,
	CONSTRAINT "standing_company_person_pk" PRIMARY KEY("company","person")
);
--> statement-breakpoint
CREATE TABLE "stirred" (
	"company" text NOT NULL,
	"awaits" text NOT NULL,
	CONSTRAINT "stirred_company_awaits_pk" PRIMARY KEY("company","awaits")
);
--> statement-breakpoint
CREATE TABLE "stood_in" (
	"company" text NOT NULL,
	"absence" text NOT NULL,
	"thread" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "stood_in_company_absence_thread_pk" PRIMARY KEY("company","absence","thread")
);
--> statement-breakpoint
CREATE TABLE "supervision" (
	"company" text NOT NULL,
	"id" text NOT NULL,
	"thread" text NOT NULL,
	"person" text NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "supervision_company_id_pk" PRIMARY KEY("company","id")
);
--> statement-breakpoint
CREATE TABLE "task" (
	"company" text NOT NULL,
	"id" text NOT NULL,
	"thread" text NOT NULL,
	"message" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"errand" text NOT NULL,
	"title" text NOT NULL,
	"responsible" text NOT NULL,
	"deadline" timestamp (3) with time zone,
	"refused_at" timestamp (3) with time zone,
	"refusal" text,
	"refusal_said" text,
	"made" text,
	"url" text,
	"done_at" timestamp (3) with time zone,
	"done_by" text,
	"gone_at" timestamp (3) with time zone,
	"handed_at" timestamp (3) with time zone,
	"handed_to" text,
	"handing" text,
	CONSTRAINT "task_company_id_pk" PRIMARY KEY("company","id")
);
--> statement-breakpoint
CREATE TABLE "thread" (
	"company" text NOT NULL,
	"id" text NOT NULL,
	"record" text NOT NULL,
	"kind" text NOT NULL,
	"audience" text NOT NULL,
	"title" text NOT NULL,
	"role" text,
	"last_seq" bigint DEFAULT 0 NOT NULL,
	"opened_by" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"closed_by" text,
	CONSTRAINT "thread_company_id_pk" PRIMARY KEY("company","id"),
	CONSTRAINT "thread_audience" UNIQUE("company","id","audience")
);
--> statement-breakpoint
CREATE TABLE "ticket" (
	"company" text NOT NULL,
	"hash" text NOT NULL,
	"attempt" text NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"begun" text,
	"outcome" text,
	"who" text,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "ticket_company_hash_pk" PRIMARY KEY("company","hash")
);
--> statement-breakpoint
CREATE TABLE "tree" (
	"company" text NOT NULL,
	"size" bigint NOT NULL,
	"peaks" jsonb NOT NULL,
	"mark" text NOT NULL,
	"note" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"told_at" text,
	CONSTRAINT "tree_company_pk" PRIMARY KEY("company")
);
--> statement-breakpoint
CREATE TABLE "unanswered" (
	"company" text NOT NULL,
	"person" text NOT NULL,
	"thread" text NOT NULL,
	"seq" bigint NOT NULL,
	"message" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "unanswered_company_person_thread_seq_pk" PRIMARY KEY("company","person","thread","seq")
);
--> statement-breakpoint
CREATE TABLE "version" (
	"company" text NOT NULL,
	"message" text NOT NULL,
	"number" bigint NOT NULL,
	"text" text NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	CONSTRAINT "version_company_message_number_pk" PRIMARY KEY("company","message","number")
);
--> statement-breakpoint
CREATE TABLE "wish" (
	"company" text NOT NULL,
	"person" text NOT NULL,
	"level" text,
	"channels" jsonb NOT NULL,
	"quiet" jsonb,
	"zone" text NOT NULL,
	"summary" jsonb,
	"summary_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "wish_company_person_pk" PRIMARY KEY("company","person")
);
--> statement-breakpoint
ALTER TABLE "message" ADD CONSTRAINT "message_thread" FOREIGN KEY ("company","thread","audience") REFERENCES "public"."thread"("company","id","audience") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "absence_person" ON "absence" USING btree ("company","person","until");--> statement-breakpoint
CREATE INDEX "acknowledgement_due" ON "acknowledgement" USING btree ("company","due_at");--> statement-breakpoint
CREATE INDEX "acknowledgement_due_anywhere" ON "acknowledgement" USING btree ("due_at","company") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "anchor_due" ON "anchor" USING btree ("company","due_at");--> statement-breakpoint
CREATE INDEX "anchor_due_anywhere" ON "anchor" USING btree ("due_at","company") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "anchor_open" ON "anchor" USING btree ("company","unread");--> statement-breakpoint
CREATE INDEX "awaited_person" ON "awaited" USING btree ("company","person","thread");--> statement-breakpoint
CREATE INDEX "call_at" ON "call" USING btree ("company","at");--> statement-breakpoint
CREATE INDEX "calling_due" ON "calling" USING btree ("company","due_at");--> statement-breakpoint
CREATE INDEX "calling_mail" ON "calling" USING btree ("company","mail_at");--> statement-breakpoint
CREATE INDEX "calling_due_anywhere" ON "calling" USING btree ("due_at","company") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "calling_mail_anywhere" ON "calling" USING btree ("mail_at","company") WHERE mail_at is not null;--> statement-breakpoint
CREATE INDEX "calling_person" ON "calling" USING btree ("company","person","record");--> statement-breakpoint
CREATE INDEX "calling_message" ON "calling" USING btree ("company","thread","seq");--> statement-breakpoint
CREATE INDEX "card_client" ON "card" USING btree ("company","client");--> statement-breakpoint
CREATE INDEX "card_gone" ON "card" USING btree ("company","gone_at");--> statement-breakpoint
CREATE INDEX "card_responsible" ON "card" USING btree ("company","responsible","record");--> statement-breakpoint
CREATE INDEX "decision_message" ON "decision" USING btree ("company","message","at");--> statement-breakpoint
CREATE INDEX "dossier_due" ON "dossier" USING btree ("company","ended_at","at");--> statement-breakpoint
CREATE INDEX "dossier_due_anywhere" ON "dossier" USING btree ("at","company") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "dossier_by" ON "dossier" USING btree ("company","by","at");--> statement-breakpoint
CREATE INDEX "entry_by" ON "entry" USING btree ("company","by","position");--> statement-breakpoint
CREATE INDEX "entry_record" ON "entry" USING btree ("company","record","position");--> statement-breakpoint
CREATE INDEX "entry_thing" ON "entry" USING btree ("company","thing","position");--> statement-breakpoint
CREATE INDEX "entry_act" ON "entry" USING btree ("company","act","position");--> statement-breakpoint
CREATE INDEX "erasure_ordered_anywhere" ON "erasure" USING btree ("ordered_at","company") WHERE ordered_at is not null and done_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "errand_number" ON "errand" USING btree ("company","number");--> statement-breakpoint
CREATE INDEX "errand_due" ON "errand" USING btree ("company","ended_at","due_at");--> statement-breakpoint
CREATE INDEX "errand_due_anywhere" ON "errand" USING btree ("due_at","company") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "errand_lane" ON "errand" USING btree ("company","lane","ended_at","due_at","number");--> statement-breakpoint
CREATE INDEX "errand_failed" ON "errand" USING btree ("company","failed_at");--> statement-breakpoint
CREATE INDEX "event_record" ON "event" USING btree ("company","record","position");--> statement-breakpoint
CREATE INDEX "fact_thread" ON "fact" USING btree ("company","thread");--> statement-breakpoint
CREATE INDEX "file_author" ON "file" USING btree ("company","author","at");--> statement-breakpoint
CREATE INDEX "file_message" ON "file" USING btree ("company","message");--> statement-breakpoint
CREATE INDEX "file_name" ON "file" USING btree ("company","name_key");--> statement-breakpoint
CREATE INDEX "file_document" ON "file" USING btree ("company","document");--> statement-breakpoint
CREATE INDEX "file_thread" ON "file" USING btree ("company","thread","at");--> statement-breakpoint
CREATE INDEX "file_expiry" ON "file" USING btree ("company","erased_at","expires_at");--> statement-breakpoint
CREATE INDEX "handed_kept" ON "handed" USING btree ("company","leaving","taken_back_at");--> statement-breakpoint
CREATE INDEX "handover_cause" ON "handover" USING btree ("company","cause");--> statement-breakpoint
CREATE INDEX "hold_end" ON "hold" USING btree ("company","ends_at");--> statement-breakpoint
CREATE INDEX "hold_ending_anywhere" ON "hold" USING btree ("ends_at","company") WHERE released_at is null;--> statement-breakpoint
CREATE INDEX "inbox_due" ON "inbox" USING btree ("company","worked_at","due_at");--> statement-breakpoint
CREATE INDEX "inbox_due_anywhere" ON "inbox" USING btree ("due_at","company") WHERE worked_at is null;--> statement-breakpoint
CREATE INDEX "invite_thread" ON "invite" USING btree ("company","thread","person");--> statement-breakpoint
CREATE INDEX "invite_sponsor" ON "invite" USING btree ("company","sponsor","ended_at");--> statement-breakpoint
CREATE INDEX "invite_person" ON "invite" USING btree ("company","person","ended_at");--> statement-breakpoint
CREATE INDEX "invite_link" ON "invite" USING btree ("company","link_hash");--> statement-breakpoint
CREATE INDEX "invite_key" ON "invite" USING btree ("company","key_hash");--> statement-breakpoint
CREATE INDEX "invite_due" ON "invite" USING btree ("company","ended_at","until");--> statement-breakpoint
CREATE INDEX "invite_due_anywhere" ON "invite" USING btree ("until","company") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "leaving_person" ON "leaving" USING btree ("company","person");--> statement-breakpoint
CREATE INDEX "leaving_due" ON "leaving" USING btree ("company","due_at");--> statement-breakpoint
CREATE INDEX "leaving_due_anywhere" ON "leaving" USING btree ("due_at","company") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "letter_due" ON "letter" USING btree ("company","due_at");--> statement-breakpoint
CREATE INDEX "letter_due_anywhere" ON "letter" USING btree ("due_at","company") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "letter_ended" ON "letter" USING btree ("company","ended_at");--> statement-breakpoint
CREATE INDEX "member_person" ON "member" USING btree ("company","person");--> statement-breakpoint
CREATE UNIQUE INDEX "message_id" ON "message" USING btree ("company","id");--> statement-breakpoint
CREATE INDEX "message_author" ON "message" USING btree ("company","author","at");--> statement-breakpoint
CREATE INDEX "message_pinned" ON "message" USING btree ("company","thread","pinned_at") WHERE pinned_at is not null;--> statement-breakpoint
CREATE INDEX "message_urgent" ON "message" USING btree ("company","author","urgent_at") WHERE urgent_at is not null;--> statement-breakpoint
CREATE INDEX "parting_anywhere" ON "parting" USING btree ("at","company") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "parting_open" ON "parting_dossier" USING btree ("company","parting","ended_at","kept");--> statement-breakpoint
CREATE INDEX "purge_begun" ON "purge" USING btree ("company","begun_at");--> statement-breakpoint
CREATE INDEX "question_thread" ON "question" USING btree ("company","thread");--> statement-breakpoint
CREATE INDEX "question_by" ON "question" USING btree ("company","by");--> statement-breakpoint
CREATE INDEX "question_due" ON "question" USING btree ("company","due_at");--> statement-breakpoint
CREATE INDEX "question_due_anywhere" ON "question" USING btree ("due_at","company") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "relayed_waiting" ON "relayed" USING btree ("company","stays","asked_at") WHERE at is null;--> statement-breakpoint
CREATE INDEX "relayed_waiting_anywhere" ON "relayed" USING btree ("stays","company") WHERE at is null;--> statement-breakpoint
CREATE INDEX "seen_person" ON "seen" USING btree ("company","person","at");--> statement-breakpoint
CREATE INDEX "seen_at" ON "seen" USING btree ("company","at");--> statement-breakpoint
CREATE INDEX "session_person" ON "session" USING btree ("company","person");--> statement-breakpoint
CREATE INDEX "supervision_thread" ON "supervision" USING btree ("company","thread","person","until");--> statement-breakpoint
CREATE INDEX "supervision_until_anywhere" ON "supervision" USING btree ("until","company");--> statement-breakpoint
CREATE INDEX "task_message" ON "task" USING btree ("company","message");--> statement-breakpoint
CREATE INDEX "task_responsible" ON "task" USING btree ("company","responsible");--> statement-breakpoint
CREATE INDEX "task_by" ON "task" USING btree ("company","by","at");--> statement-breakpoint
CREATE INDEX "task_made" ON "task" USING btree ("company","made");--> statement-breakpoint
CREATE UNIQUE INDEX "task_errand" ON "task" USING btree ("company","errand");--> statement-breakpoint
CREATE INDEX "thread_record" ON "thread" USING btree ("company","record");--> statement-breakpoint
CREATE UNIQUE INDEX "ticket_attempt" ON "ticket" USING btree ("company","attempt");--> statement-breakpoint
CREATE INDEX "ticket_until" ON "ticket" USING btree ("company","until");--> statement-breakpoint
CREATE INDEX "ticket_until_anywhere" ON "ticket" USING btree ("until","company");--> statement-breakpoint
CREATE INDEX "unanswered_message" ON "unanswered" USING btree ("company","message");--> statement-breakpoint
CREATE INDEX "wish_summary" ON "wish" USING btree ("company","summary_at");--> statement-breakpoint
CREATE INDEX "wish_summary_anywhere" ON "wish" USING btree ("summary_at","company") WHERE summary_at is not null;