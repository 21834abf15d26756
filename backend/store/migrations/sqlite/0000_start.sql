-- WITHOUT ROWID is added by hand: these tables are read along their key, which then is where their rows lie.
CREATE TABLE `absence` (
	`company` text NOT NULL,
	`id` text NOT NULL,
	`person` text NOT NULL,
	`substitute` text NOT NULL,
	`since` integer NOT NULL,
	`until` integer NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`ended_at` integer,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE INDEX `absence_person` ON `absence` (`company`,`person`,`until`);--> statement-breakpoint
CREATE TABLE `account` (
	`company` text PRIMARY KEY NOT NULL,
	`mark` text NOT NULL,
	`read_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `acknowledgement` (
	`company` text NOT NULL,
	`message` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`due_at` integer,
	`reminders` integer DEFAULT 0 NOT NULL,
	`reminded_at` integer,
	PRIMARY KEY(`company`, `message`)
);
--> statement-breakpoint
CREATE INDEX `acknowledgement_due` ON `acknowledgement` (`company`,`due_at`);--> statement-breakpoint
CREATE INDEX `acknowledgement_due_anywhere` ON `acknowledgement` (`due_at`,`company`) WHERE due_at is not null;--> statement-breakpoint
CREATE TABLE `act` (
	`company` text NOT NULL,
	`leaving` text NOT NULL,
	`of` text NOT NULL,
	`at` integer NOT NULL,
	`body` text NOT NULL,
	`key` text NOT NULL,
	`signature` text NOT NULL,
	PRIMARY KEY(`company`, `leaving`, `of`)
);
--> statement-breakpoint
CREATE TABLE `act_key` (
	`company` text NOT NULL,
	`id` text NOT NULL,
	`public_key` text NOT NULL,
	`sealed` text NOT NULL,
	`made_at` integer NOT NULL,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE TABLE `address` (
	`company` text NOT NULL,
	`person` text NOT NULL,
	`sealed` text,
	`from` text NOT NULL,
	`pending` text,
	`pending_at` integer,
	`tries` integer DEFAULT 0 NOT NULL,
	`asked` integer DEFAULT 0 NOT NULL,
	`returned_at` integer,
	`reason` text,
	`said` text,
	PRIMARY KEY(`company`, `person`)
);
--> statement-breakpoint
CREATE TABLE `anchor` (
	`company` text NOT NULL,
	`record` text NOT NULL,
	`activity` text,
	`responsible` text,
	`unread` integer DEFAULT 0 NOT NULL,
	`threads` integer DEFAULT 0 NOT NULL,
	`shown_at` integer,
	`said_at` integer NOT NULL,
	`due_at` integer,
	PRIMARY KEY(`company`, `record`)
);
--> statement-breakpoint
CREATE INDEX `anchor_due` ON `anchor` (`company`,`due_at`);--> statement-breakpoint
CREATE INDEX `anchor_due_anywhere` ON `anchor` (`due_at`,`company`) WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX `anchor_open` ON `anchor` (`company`,`unread`);--> statement-breakpoint
CREATE TABLE `approval` (
	`company` text NOT NULL,
	`message` text NOT NULL,
	`by` text NOT NULL,
	`role` text,
	`people` text NOT NULL,
	`numbers` text NOT NULL,
	`withdrawn_at` integer,
	PRIMARY KEY(`company`, `message`)
);
--> statement-breakpoint
CREATE TABLE `awaited` (
	`company` text NOT NULL,
	`message` text NOT NULL,
	`what` text NOT NULL,
	`person` text NOT NULL,
	`thread` text NOT NULL,
	`at` integer NOT NULL,
	`done_at` integer,
	`ended_at` integer,
	PRIMARY KEY(`company`, `message`, `what`, `person`)
);
--> statement-breakpoint
CREATE INDEX `awaited_person` ON `awaited` (`company`,`person`,`thread`);--> statement-breakpoint
CREATE TABLE `call` (
	`company` text NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`method` text NOT NULL,
	`commands` text,
	`person` text,
	`record` text,
	`reason` text,
	`status` integer,
	`ms` integer NOT NULL,
	`retried` integer NOT NULL,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE INDEX `call_at` ON `call` (`company`,`at`);--> statement-breakpoint
CREATE TABLE `calling` (
	`company` text NOT NULL,
	`person` text NOT NULL,
	`thread` text NOT NULL,
	`seq` integer NOT NULL,
	`record` text NOT NULL,
	`why` text NOT NULL,
	`due_at` integer,
	`held_at` integer,
	`urgent_at` integer,
	`rings` integer DEFAULT 0 NOT NULL,
	`told_at` integer,
	`tag` text,
	`mail_at` integer,
	`mailed_at` integer,
	PRIMARY KEY(`company`, `person`, `thread`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `calling_due` ON `calling` (`company`,`due_at`);--> statement-breakpoint
CREATE INDEX `calling_mail` ON `calling` (`company`,`mail_at`);--> statement-breakpoint
CREATE INDEX `calling_due_anywhere` ON `calling` (`due_at`,`company`) WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX `calling_mail_anywhere` ON `calling` (`mail_at`,`company`) WHERE mail_at is not null;--> statement-breakpoint
CREATE INDEX `calling_person` ON `calling` (`company`,`person`,`record`);--> statement-breakpoint
CREATE INDEX `calling_message` ON `calling` (`company`,`thread`,`seq`);--> statement-breakpoint
CREATE TABLE `card` (
	`company` text NOT NULL,
	`record` text NOT NULL,
	`opened_at` integer NOT NULL,
	`opened_by` text NOT NULL,
	`seen` text,
	`responsible` text,
	`client` text,
	`revision` text,
	`moved_at` integer,
	`closed_at` integer,
	`gone_at` integer,
	`continued_at` integer,
	`continued_in` text,
	PRIMARY KEY(`company`, `record`)
);
--> statement-breakpoint
CREATE INDEX `card_client` ON `card` (`company`,`client`);--> statement-breakpoint
CREATE INDEX `card_gone` ON `card` (`company`,`gone_at`);--> statement-breakpoint
CREATE INDEX `card_responsible` ON `card` (`company`,`responsible`,`record`);--> statement-breakpoint
CREATE TABLE `checklist_item` (
	`company` text NOT NULL,
	`message` text NOT NULL,
	`number` integer NOT NULL,
	`text` text NOT NULL,
	`done_at` integer,
	`done_by` text,
	PRIMARY KEY(`company`, `message`, `number`)
);
--> statement-breakpoint
CREATE TABLE `checkpoint` (
	`company` text NOT NULL,
	`size` integer NOT NULL,
	`note` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`company`, `size`)
);
--> statement-breakpoint
CREATE TABLE `company` (
	`company` text PRIMARY KEY NOT NULL,
	`host` text NOT NULL,
	`origin` text NOT NULL,
	`endpoint` text NOT NULL,
	`application_token` text,
	`scopes` text NOT NULL,
	`locale` text NOT NULL,
	`installed_by` text NOT NULL,
	`installed_at` integer NOT NULL,
	`uninstalled_at` integer,
	`erase_after` integer,
	`parting` text,
	`parting_at` integer,
	`parting_by` text,
	`erasing_at` integer,
	`erased` text,
	`capabilities` text,
	`bound_at` integer,
	`choices` text,
	`chosen_at` integer,
	`chosen_by` text,
	`storage` text,
	`storage_at` integer,
	`storage_by` text,
	`people_read_at` integer
);
--> statement-breakpoint
CREATE TABLE `company_key` (
	`company` text NOT NULL,
	`id` integer NOT NULL,
	`under` text NOT NULL,
	`sealed` text NOT NULL,
	`made_at` integer NOT NULL,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE TABLE `consent` (
	`company` text NOT NULL,
	`id` text NOT NULL,
	`who` text NOT NULL,
	`record` text,
	`purpose` text NOT NULL,
	`edition` text NOT NULL,
	`given_at` integer NOT NULL,
	`noted_at` integer NOT NULL,
	`noted_by` text NOT NULL,
	`withdrawn_at` integer,
	`withdrawn_by` text,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE TABLE `copy` (
	`company` text NOT NULL,
	`copy` text NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`company`, `copy`)
);
--> statement-breakpoint
CREATE TABLE `decision` (
	`company` text NOT NULL,
	`id` text NOT NULL,
	`message` text NOT NULL,
	`yes` integer NOT NULL,
	`words` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`numbers` text NOT NULL,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE INDEX `decision_message` ON `decision` (`company`,`message`,`at`);--> statement-breakpoint
CREATE TABLE `device` (
	`company` text NOT NULL,
	`person` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`sealed` text NOT NULL,
	`added_at` integer NOT NULL,
	PRIMARY KEY(`company`, `person`, `id`)
);
--> statement-breakpoint
CREATE TABLE `directory` (
	`company` text PRIMARY KEY NOT NULL,
	`roles` text NOT NULL,
	`hours` text NOT NULL,
	`roleless` text NOT NULL,
	`changed_at` integer NOT NULL,
	`changed_by` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `dossier` (
	`company` text NOT NULL,
	`id` text NOT NULL,
	`record` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`language` text NOT NULL,
	`zone` text NOT NULL,
	`reason` text,
	`done` integer DEFAULT 0 NOT NULL,
	`total` integer,
	`tries` integer DEFAULT 0 NOT NULL,
	`making_until` integer,
	`ended_at` integer,
	`failure` text,
	`kept` text,
	`size` integer,
	`gone_at` integer,
	`link_hash` text,
	`link_until` integer,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE INDEX `dossier_due` ON `dossier` (`company`,`ended_at`,`at`);--> statement-breakpoint
CREATE INDEX `dossier_due_anywhere` ON `dossier` (`at`,`company`) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX `dossier_by` ON `dossier` (`company`,`by`,`at`);--> statement-breakpoint
CREATE TABLE `draft` (
	`company` text NOT NULL,
	`thread` text NOT NULL,
	`person` text NOT NULL,
	`text` text NOT NULL,
	`reply_to` text,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`company`, `thread`, `person`)
);
--> statement-breakpoint
CREATE TABLE `entry` (
	`company` text NOT NULL,
	`position` integer NOT NULL,
	`at` integer NOT NULL,
	`act` text NOT NULL,
	`by` text NOT NULL,
	`record` text,
	`thread` text,
	`thing` text,
	`about` text NOT NULL,
	`commitments` text NOT NULL,
	`kept` text,
	`mark` text NOT NULL,
	PRIMARY KEY(`company`, `position`)
);
--> statement-breakpoint
CREATE INDEX `entry_by` ON `entry` (`company`,`by`,`position`);--> statement-breakpoint
CREATE INDEX `entry_record` ON `entry` (`company`,`record`,`position`);--> statement-breakpoint
CREATE INDEX `entry_thing` ON `entry` (`company`,`thing`,`position`);--> statement-breakpoint
CREATE INDEX `entry_act` ON `entry` (`company`,`act`,`position`);--> statement-breakpoint
CREATE TABLE `erasure` (
	`company` text NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`sealed` text,
	`commitments` text,
	`called_off_at` integer,
	`ordered_at` integer,
	`ordered_by` text,
	`done_at` integer,
	`body` text,
	`key` text,
	`signature` text,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE INDEX `erasure_ordered_anywhere` ON `erasure` (`ordered_at`,`company`) WHERE ordered_at is not null and done_at is null;--> statement-breakpoint
CREATE TABLE `erasure_decision` (
	`company` text NOT NULL,
	`erasure` text NOT NULL,
	`thing` text NOT NULL,
	`decision` text NOT NULL,
	`reason` text,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`outcome` text,
	PRIMARY KEY(`company`, `erasure`, `thing`)
);
--> statement-breakpoint
CREATE TABLE `errand` (
	`company` text NOT NULL,
	`id` text NOT NULL,
	`number` integer NOT NULL,
	`lane` text NOT NULL,
	`deed` text NOT NULL,
	`as` text,
	`supersedes` text,
	`entrusted_at` integer NOT NULL,
	`not_before` integer,
	`due_at` integer,
	`tries` integer NOT NULL,
	`begun_at` integer,
	`failing_since` integer,
	`failed_at` integer,
	`reason` text,
	`ended_at` integer,
	`ending` text,
	`done` text,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `errand_number` ON `errand` (`company`,`number`);--> statement-breakpoint
CREATE INDEX `errand_due` ON `errand` (`company`,`ended_at`,`due_at`);--> statement-breakpoint
CREATE INDEX `errand_due_anywhere` ON `errand` (`due_at`,`company`) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX `errand_lane` ON `errand` (`company`,`lane`,`ended_at`,`due_at`,`number`);--> statement-breakpoint
CREATE INDEX `errand_failed` ON `errand` (`company`,`failed_at`);--> statement-breakpoint
CREATE TABLE `event` (
	`company` text NOT NULL,
	`position` integer NOT NULL,
	`topic` text NOT NULL,
	`record` text NOT NULL,
	`thread` text,
	`people` text,
	`data` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`company`, `position`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `event_record` ON `event` (`company`,`record`,`position`);--> statement-breakpoint
CREATE TABLE `fact` (
	`company` text NOT NULL,
	`id` text NOT NULL,
	`thread` text NOT NULL,
	`message` text NOT NULL,
	`text` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`edited_at` integer,
	`edited_by` text,
	`removed_at` integer,
	`removed_by` text,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE INDEX `fact_thread` ON `fact` (`company`,`thread`);--> statement-breakpoint
CREATE TABLE `file` (
	`company` text NOT NULL,
	`id` text NOT NULL,
	`thread` text NOT NULL,
	`message` text,
	`place` integer DEFAULT 0 NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`size` integer NOT NULL,
	`hash` text NOT NULL,
	`kind` text,
	`class` text,
	`dated` text,
	`replaces` text,
	`document` text,
	`version` integer,
	`name_key` text NOT NULL,
	`width` integer,
	`height` integer,
	`preview` integer DEFAULT false NOT NULL,
	`author` text NOT NULL,
	`at` integer NOT NULL,
	`expires_at` integer,
	`noticed_at` integer,
	`erased_at` integer,
	`withdrawn_at` integer,
	`keep_asked_at` integer,
	`keep_asked_by` text,
	`keep_refused_at` integer,
	`keep_refusal` text,
	`kept_at` integer,
	`kept_as` text,
	`kept_url` text,
	`permanent_at` integer,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE INDEX `file_author` ON `file` (`company`,`author`,`at`);--> statement-breakpoint
CREATE INDEX `file_message` ON `file` (`company`,`message`);--> statement-breakpoint
CREATE INDEX `file_name` ON `file` (`company`,`name_key`);--> statement-breakpoint
CREATE INDEX `file_document` ON `file` (`company`,`document`);--> statement-breakpoint
CREATE INDEX `file_thread` ON `file` (`company`,`thread`,`at`);--> statement-breakpoint
CREATE INDEX `file_expiry` ON `file` (`company`,`erased_at`,`expires_at`);--> statement-breakpoint
CREATE TABLE `filing` (
	`company` text PRIMARY KEY NOT NULL,
	`kinds` text NOT NULL,
	`classes` text NOT NULL,
	`kits` text NOT NULL,
	`changed_at` integer NOT NULL,
	`changed_by` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `former_form` (
	`company` text NOT NULL,
	`form` text NOT NULL,
	`name` text NOT NULL,
	`before` text NOT NULL,
	`after` text NOT NULL,
	`changed_at` integer NOT NULL,
	`changed_by` text NOT NULL,
	PRIMARY KEY(`company`, `form`)
);
--> statement-breakpoint
CREATE TABLE `grant` (
	`company` text NOT NULL,
	`person` text NOT NULL,
	`sealed` text NOT NULL,
	`expires_at` integer NOT NULL,
	`renewed_at` integer NOT NULL,
	`dead_at` integer,
	`renewing_until` integer,
	PRIMARY KEY(`company`, `person`)
);
--> statement-breakpoint
CREATE TABLE `handed` (
	`company` text NOT NULL,
	`leaving` text NOT NULL,
	`kind` text NOT NULL,
	`thing` text NOT NULL,
	`record` text NOT NULL,
	`thread` text NOT NULL,
	`heir` text,
	`before` text NOT NULL,
	`at` integer NOT NULL,
	`taken_back_at` integer,
	`not_back` text,
	PRIMARY KEY(`company`, `leaving`, `kind`, `thing`)
);
--> statement-breakpoint
CREATE INDEX `handed_kept` ON `handed` (`company`,`leaving`,`taken_back_at`);--> statement-breakpoint
CREATE TABLE `handing_over` (
	`company` text PRIMARY KEY NOT NULL,
	`thread` text NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `handover` (
	`company` text NOT NULL,
	`record` text NOT NULL,
	`to` text NOT NULL,
	`from` text,
	`why` text NOT NULL,
	`cause` text,
	`at` integer NOT NULL,
	`until` integer NOT NULL,
	PRIMARY KEY(`company`, `record`, `to`)
);
--> statement-breakpoint
CREATE INDEX `handover_cause` ON `handover` (`company`,`cause`);--> statement-breakpoint
CREATE TABLE `hearer` (
	`company` text NOT NULL,
	`name` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`company`, `name`)
);
--> statement-breakpoint
CREATE TABLE `hiding` (
	`company` text PRIMARY KEY NOT NULL,
	`fields` text NOT NULL,
	`set_at` integer NOT NULL,
	`set_by` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `hold` (
	`company` text NOT NULL,
	`id` text NOT NULL,
	`reason` text NOT NULL,
	`record` text,
	`client` text,
	`records` text,
	`thread` text,
	`person` text,
	`since` integer,
	`until` integer,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`release_asked_at` integer,
	`release_asked_by` text,
	`release_reason` text,
	`release_confirmed_at` integer,
	`release_confirmed_by` text,
	`ends_at` integer,
	`noticed_at` integer,
	`released_at` integer,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE INDEX `hold_end` ON `hold` (`company`,`ends_at`);--> statement-breakpoint
CREATE INDEX `hold_ending_anywhere` ON `hold` (`ends_at`,`company`) WHERE released_at is null;--> statement-breakpoint
CREATE TABLE `inbox` (
	`company` text NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`hint` text NOT NULL,
	`by` text,
	`sealed` text,
	`received_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`tries` integer NOT NULL,
	`worked_at` integer,
	`outcome` text,
	PRIMARY KEY(`company`, `key`)
);
--> statement-breakpoint
CREATE INDEX `inbox_due` ON `inbox` (`company`,`worked_at`,`due_at`);--> statement-breakpoint
CREATE INDEX `inbox_due_anywhere` ON `inbox` (`due_at`,`company`) WHERE worked_at is null;--> statement-breakpoint
CREATE TABLE `invite` (
	`company` text NOT NULL,
	`id` text NOT NULL,
	`thread` text NOT NULL,
	`person` text NOT NULL,
	`sponsor` text NOT NULL,
	`title` text,
	`fields` text NOT NULL,
	`from_seq` integer NOT NULL,
	`files` text,
	`at` integer NOT NULL,
	`until` integer NOT NULL,
	`asked_at` integer,
	`accepted_at` integer,
	`ended_at` integer,
	`ended_by` text,
	`ending` text,
	`reason` text,
	`result` text,
	`link_hash` text,
	`link_until` integer,
	`link_used_at` integer,
	`code_hash` text,
	`code_tries` integer DEFAULT 0 NOT NULL,
	`key_hash` text,
	`wanted_at` integer,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE INDEX `invite_thread` ON `invite` (`company`,`thread`,`person`);--> statement-breakpoint
CREATE INDEX `invite_sponsor` ON `invite` (`company`,`sponsor`,`ended_at`);--> statement-breakpoint
CREATE INDEX `invite_person` ON `invite` (`company`,`person`,`ended_at`);--> statement-breakpoint
CREATE INDEX `invite_link` ON `invite` (`company`,`link_hash`);--> statement-breakpoint
CREATE INDEX `invite_key` ON `invite` (`company`,`key_hash`);--> statement-breakpoint
CREATE INDEX `invite_due` ON `invite` (`company`,`ended_at`,`until`);--> statement-breakpoint
CREATE INDEX `invite_due_anywhere` ON `invite` (`until`,`company`) WHERE ended_at is null;--> statement-breakpoint
CREATE TABLE `kit_step` (
	`company` text NOT NULL,
	`record` text NOT NULL,
	`kind` text NOT NULL,
	`number` integer NOT NULL,
	`step` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`role` text,
	`person` text,
	`message` text,
	`deadline` integer,
	`file` text,
	`reason` text,
	PRIMARY KEY(`company`, `record`, `kind`, `number`)
);
--> statement-breakpoint
CREATE TABLE `leaving` (
	`company` text NOT NULL,
	`id` text NOT NULL,
	`person` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`heirs` text NOT NULL,
	`sponsor` text,
	`left_before` integer,
	`had` text NOT NULL,
	`due_at` integer,
	`done_at` integer,
	`undone_at` integer,
	`undone_by` text,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE INDEX `leaving_person` ON `leaving` (`company`,`person`);--> statement-breakpoint
CREATE INDEX `leaving_due` ON `leaving` (`company`,`due_at`);--> statement-breakpoint
CREATE INDEX `leaving_due_anywhere` ON `leaving` (`due_at`,`company`) WHERE due_at is not null;--> statement-breakpoint
CREATE TABLE `letter` (
	`company` text NOT NULL,
	`id` text NOT NULL,
	`by` text NOT NULL,
	`person` text NOT NULL,
	`about` text NOT NULL,
	`at` integer NOT NULL,
	`due_at` integer,
	`tries` integer DEFAULT 0 NOT NULL,
	`ended_at` integer,
	`ending` text,
	`reason` text,
	`said` text,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE INDEX `letter_due` ON `letter` (`company`,`due_at`);--> statement-breakpoint
CREATE INDEX `letter_due_anywhere` ON `letter` (`due_at`,`company`) WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX `letter_ended` ON `letter` (`company`,`ended_at`);--> statement-breakpoint
CREATE TABLE `limb` (
	`company` text NOT NULL,
	`number` integer NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`company`, `number`)
);
--> statement-breakpoint
CREATE TABLE `member` (
	`company` text NOT NULL,
	`thread` text NOT NULL,
	`person` text NOT NULL,
	`read_seq` integer NOT NULL,
	`own_unread` integer DEFAULT 0 NOT NULL,
	`mention_seq` integer DEFAULT 0 NOT NULL,
	`joined_at` integer NOT NULL,
	`left_at` integer,
	`level` text,
	`level_at` integer,
	PRIMARY KEY(`company`, `thread`, `person`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `member_person` ON `member` (`company`,`person`);--> statement-breakpoint
CREATE TABLE `message` (
	`company` text NOT NULL,
	`thread` text NOT NULL,
	`seq` integer NOT NULL,
	`id` text NOT NULL,
	`audience` text NOT NULL,
	`author` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	`elsewhere_at` integer,
	`edited_at` integer,
	`deleted_at` integer,
	`deleted_by` text,
	`erased_at` integer,
	`urgent_at` integer,
	`reply_to` text,
	`mentions` text NOT NULL,
	`called` text,
	`answers` text,
	`files` integer DEFAULT 0 NOT NULL,
	`reactions` integer DEFAULT 0 NOT NULL,
	`tasks` integer DEFAULT 0 NOT NULL,
	`matters` integer DEFAULT 0 NOT NULL,
	`pinned_at` integer,
	`pinned_by` text,
	`happened` text,
	PRIMARY KEY(`company`, `thread`, `seq`),
	FOREIGN KEY (`company`,`thread`,`audience`) REFERENCES `thread`(`company`,`id`,`audience`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `message_id` ON `message` (`company`,`id`);--> statement-breakpoint
CREATE INDEX `message_author` ON `message` (`company`,`author`,`at`);--> statement-breakpoint
CREATE INDEX `message_pinned` ON `message` (`company`,`thread`,`pinned_at`) WHERE pinned_at is not null;--> statement-breakpoint
CREATE INDEX `message_urgent` ON `message` (`company`,`author`,`urgent_at`) WHERE urgent_at is not null;--> statement-breakpoint
CREATE TABLE `node` (
	`company` text NOT NULL,
	`id` text NOT NULL,
	`until` integer NOT NULL,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE TABLE `parting` (
	`company` text NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`language` text NOT NULL,
	`zone` text NOT NULL,
	`readers` text NOT NULL,
	`records` integer NOT NULL,
	`reached` text NOT NULL,
	`called_off_at` integer,
	`ended_at` integer,
	`body` text,
	`key` text,
	`signature` text,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE INDEX `parting_anywhere` ON `parting` (`at`,`company`) WHERE ended_at is null;--> statement-breakpoint
CREATE TABLE `parting_dossier` (
	`company` text NOT NULL,
	`parting` text NOT NULL,
	`record` text NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`making_until` integer,
	`kept` text,
	`size` integer,
	`hash` text,
	`without` text,
	`ended_at` integer,
	`left_as` text,
	`left_url` text,
	`failure` text,
	`taken_back_at` integer,
	PRIMARY KEY(`company`, `parting`, `record`)
);
--> statement-breakpoint
CREATE INDEX `parting_open` ON `parting_dossier` (`company`,`parting`,`ended_at`,`kept`);--> statement-breakpoint
CREATE TABLE `person` (
	`company` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`position` text,
	`departments` text,
	`role` text,
	`photo` text,
	`admin` integer DEFAULT false NOT NULL,
	`locale` text,
	`left_at` integer,
	`dismissed_at` integer,
	`erased_at` integer,
	`sponsor` text,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE TABLE `playbook` (
	`company` text PRIMARY KEY NOT NULL,
	`situations` text NOT NULL,
	`changed_at` integer NOT NULL,
	`changed_by` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `policy` (
	`company` text NOT NULL,
	`number` integer NOT NULL,
	`rules` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`reckoned` text,
	PRIMARY KEY(`company`, `number`)
);
--> statement-breakpoint
CREATE TABLE `purge` (
	`company` text NOT NULL,
	`id` text NOT NULL,
	`begun_at` integer NOT NULL,
	`ended_at` integer,
	`things` integer DEFAULT 0 NOT NULL,
	`bytes` integer DEFAULT 0 NOT NULL,
	`body` text,
	`key` text,
	`signature` text,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE INDEX `purge_begun` ON `purge` (`company`,`begun_at`);--> statement-breakpoint
CREATE TABLE `purged` (
	`company` text NOT NULL,
	`purge` text NOT NULL,
	`number` integer NOT NULL,
	`what` text NOT NULL,
	`things` text NOT NULL,
	PRIMARY KEY(`company`, `purge`, `number`)
);
--> statement-breakpoint
CREATE TABLE `question` (
	`company` text NOT NULL,
	`message` text NOT NULL,
	`thread` text NOT NULL,
	`by` text NOT NULL,
	`role` text,
	`people` text NOT NULL,
	`at` integer NOT NULL,
	`deadline` integer NOT NULL,
	`due_at` integer,
	`step` text,
	`called` text,
	`answer` text,
	`answered_at` integer,
	`marked_by` text,
	`withdrawn_at` integer,
	PRIMARY KEY(`company`, `message`)
);
--> statement-breakpoint
CREATE INDEX `question_thread` ON `question` (`company`,`thread`);--> statement-breakpoint
CREATE INDEX `question_by` ON `question` (`company`,`by`);--> statement-breakpoint
CREATE INDEX `question_due` ON `question` (`company`,`due_at`);--> statement-breakpoint
CREATE INDEX `question_due_anywhere` ON `question` (`due_at`,`company`) WHERE due_at is not null;--> statement-breakpoint
CREATE TABLE `reaction` (
	`company` text NOT NULL,
	`message` text NOT NULL,
	`person` text NOT NULL,
	`emoji` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`company`, `message`, `person`, `emoji`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `region` (
	`company` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `relayed` (
	`company` text NOT NULL,
	`message` text NOT NULL,
	`number` integer NOT NULL,
	`record` text NOT NULL,
	`entry` text,
	`salt` text NOT NULL,
	`hash` text NOT NULL,
	`length` integer NOT NULL,
	`asked_at` integer NOT NULL,
	`at` integer,
	`stays` text,
	`reason` text,
	PRIMARY KEY(`company`, `message`, `number`)
);
--> statement-breakpoint
CREATE INDEX `relayed_waiting` ON `relayed` (`company`,`stays`,`asked_at`) WHERE at is null;--> statement-breakpoint
CREATE INDEX `relayed_waiting_anywhere` ON `relayed` (`stays`,`company`) WHERE at is null;--> statement-breakpoint
CREATE TABLE `round` (
	`company` text NOT NULL,
	`share` integer NOT NULL,
	`task` text NOT NULL,
	`done_at` integer NOT NULL,
	PRIMARY KEY(`company`, `share`, `task`)
);
--> statement-breakpoint
CREATE TABLE `seen` (
	`company` text NOT NULL,
	`id` text NOT NULL,
	`person` text NOT NULL,
	`what` text NOT NULL,
	`record` text NOT NULL,
	`item` text,
	`name` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE INDEX `seen_person` ON `seen` (`company`,`person`,`at`);--> statement-breakpoint
CREATE INDEX `seen_at` ON `seen` (`company`,`at`);--> statement-breakpoint
CREATE TABLE `session` (
	`company` text NOT NULL,
	`hash` text NOT NULL,
	`person` text NOT NULL,
	`record` text,
	`invited` integer DEFAULT false NOT NULL,
	`started_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`until` integer,
	`ended_at` integer,
	PRIMARY KEY(`company`, `hash`)
);
--> statement-breakpoint
CREATE INDEX `session_person` ON `session` (`company`,`person`);--> statement-breakpoint
CREATE TABLE `share` (
	`company` text NOT NULL,
	`number` integer NOT NULL,
	`node` text NOT NULL,
	PRIMARY KEY(`company`, `number`)
);
--> statement-breakpoint
CREATE TABLE `situation` (
	`company` text NOT NULL,
	`message` text NOT NULL,
	`situation` text NOT NULL,
	`title` text NOT NULL,
	`settles` text NOT NULL,
	PRIMARY KEY(`company`, `message`)
);
--> statement-breakpoint
CREATE TABLE `standing` (
	`company` text NOT NULL,
	`person` text NOT NULL,
	`standing` text,
	`reach` text NOT NULL,
	`documents` integer NOT NULL,
	`set_at` integer NOT NULL,
	`set_by` text NOT NULL,
	PRIMARY KEY(`company`, `person`)
);
--> statement-breakpoint
CREATE TABLE `stirred` (
	`company` text NOT NULL,
	`awaits` text NOT NULL,
	PRIMARY KEY(`company`, `awaits`)
);
--> statement-breakpoint
CREATE TABLE `stood_in` (
	`company` text NOT NULL,
	`absence` text NOT NULL,
	`thread` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`company`, `absence`, `thread`)
);
--> statement-breakpoint
CREATE TABLE `supervision` (
	`company` text NOT NULL,
	`id` text NOT NULL,
	`thread` text NOT NULL,
	`person` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	`until` integer NOT NULL,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE INDEX `supervision_thread` ON `supervision` (`company`,`thread`,`person`,`until`);--> statement-breakpoint
CREATE INDEX `supervision_until_anywhere` ON `supervision` (`until`,`company`);--> statement-breakpoint
CREATE TABLE `task` (
	`company` text NOT NULL,
	`id` text NOT NULL,
	`thread` text NOT NULL,
	`message` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`errand` text NOT NULL,
	`title` text NOT NULL,
	`responsible` text NOT NULL,
	`deadline` integer,
	`refused_at` integer,
	`refusal` text,
	`refusal_said` text,
	`made` text,
	`url` text,
	`done_at` integer,
	`done_by` text,
	`gone_at` integer,
	`handed_at` integer,
	`handed_to` text,
	`handing` text,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE INDEX `task_message` ON `task` (`company`,`message`);--> statement-breakpoint
CREATE INDEX `task_responsible` ON `task` (`company`,`responsible`);--> statement-breakpoint
CREATE INDEX `task_by` ON `task` (`company`,`by`,`at`);--> statement-breakpoint
CREATE INDEX `task_made` ON `task` (`company`,`made`);--> statement-breakpoint
CREATE UNIQUE INDEX `task_errand` ON `task` (`company`,`errand`);--> statement-breakpoint
CREATE TABLE `thread` (
	`company` text NOT NULL,
	`id` text NOT NULL,
	`record` text NOT NULL,
	`kind` text NOT NULL,
	`audience` text NOT NULL,
	`title` text NOT NULL,
	`role` text,
	`last_seq` integer DEFAULT 0 NOT NULL,
	`opened_by` text NOT NULL,
	`opened_at` integer NOT NULL,
	`closed_at` integer,
	`closed_by` text,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE INDEX `thread_record` ON `thread` (`company`,`record`);--> statement-breakpoint
CREATE UNIQUE INDEX `thread_audience` ON `thread` (`company`,`id`,`audience`);--> statement-breakpoint
CREATE TABLE `ticket` (
	`company` text NOT NULL,
	`hash` text NOT NULL,
	`attempt` text NOT NULL,
	`until` integer NOT NULL,
	`begun` text,
	`outcome` text,
	`who` text,
	`used_at` integer,
	PRIMARY KEY(`company`, `hash`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ticket_attempt` ON `ticket` (`company`,`attempt`);--> statement-breakpoint
CREATE INDEX `ticket_until` ON `ticket` (`company`,`until`);--> statement-breakpoint
CREATE INDEX `ticket_until_anywhere` ON `ticket` (`until`,`company`);--> statement-breakpoint
CREATE TABLE `tree` (
	`company` text PRIMARY KEY NOT NULL,
	`size` integer NOT NULL,
	`peaks` text NOT NULL,
	`mark` text NOT NULL,
	`note` text NOT NULL,
	`at` integer NOT NULL,
	`told_at` text
);
--> statement-breakpoint
CREATE TABLE `unanswered` (
	`company` text NOT NULL,
	`person` text NOT NULL,
	`thread` text NOT NULL,
	`seq` integer NOT NULL,
	`message` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`company`, `person`, `thread`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `unanswered_message` ON `unanswered` (`company`,`message`);--> statement-breakpoint
CREATE TABLE `version` (
	`company` text NOT NULL,
	`message` text NOT NULL,
	`number` integer NOT NULL,
	`text` text NOT NULL,
	`until` integer NOT NULL,
	`by` text NOT NULL,
	PRIMARY KEY(`company`, `message`, `number`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `wish` (
	`company` text NOT NULL,
	`person` text NOT NULL,
	`level` text,
	`channels` text NOT NULL,
	`quiet` text,
	`zone` text NOT NULL,
	`summary` text,
	`summary_at` integer,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`company`, `person`)
);
--> statement-breakpoint
CREATE INDEX `wish_summary` ON `wish` (`company`,`summary_at`);--> statement-breakpoint
CREATE INDEX `wish_summary_anywhere` ON `wish` (`summary_at`,`company`) WHERE summary_at is not null;