-- WITHOUT ROWID is added by hand: these tables are read along their key, which then is where their rows lie.
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
CREATE TABLE `card` (
	`company` text NOT NULL,
	`record` text NOT NULL,
	`opened_at` integer NOT NULL,
	`opened_by` text NOT NULL,
	`seen` text,
	`revision` text,
	`gone_at` integer,
	PRIMARY KEY(`company`, `record`)
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
	`capabilities` text,
	`choices` text,
	`people_read_at` integer
);
--> statement-breakpoint
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
	`width` integer,
	`height` integer,
	`preview` integer DEFAULT false NOT NULL,
	`author` text NOT NULL,
	`at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`erased_at` integer,
	`withdrawn_at` integer,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE INDEX `file_message` ON `file` (`company`,`message`);--> statement-breakpoint
CREATE INDEX `file_expiry` ON `file` (`company`,`erased_at`,`expires_at`);--> statement-breakpoint
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
CREATE TABLE `member` (
	`company` text NOT NULL,
	`thread` text NOT NULL,
	`person` text NOT NULL,
	`read_seq` integer NOT NULL,
	`own_unread` integer DEFAULT 0 NOT NULL,
	`mention_seq` integer DEFAULT 0 NOT NULL,
	`joined_at` integer NOT NULL,
	`left_at` integer,
	`muted_at` integer,
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
	`edited_at` integer,
	`deleted_at` integer,
	`deleted_by` text,
	`reply_to` text,
	`mentions` text NOT NULL,
	`files` integer DEFAULT 0 NOT NULL,
	`reactions` integer DEFAULT 0 NOT NULL,
	`pinned_at` integer,
	`pinned_by` text,
	`happened` text,
	PRIMARY KEY(`company`, `thread`, `seq`),
	FOREIGN KEY (`company`,`thread`,`audience`) REFERENCES `thread`(`company`,`id`,`audience`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `message_id` ON `message` (`company`,`id`);--> statement-breakpoint
CREATE INDEX `message_pinned` ON `message` (`company`,`thread`,`pinned_at`);--> statement-breakpoint
CREATE TABLE `person` (
	`company` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`position` text,
	`role` text,
	`photo` text,
	`admin` integer DEFAULT false NOT NULL,
	`left_at` integer,
	PRIMARY KEY(`company`, `id`)
);
--> statement-breakpoint
CREATE TABLE `reaction` (
	`company` text NOT NULL,
	`message` text NOT NULL,
	`person` text NOT NULL,
	`emoji` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`company`, `message`, `person`, `emoji`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `session` (
	`company` text NOT NULL,
	`hash` text NOT NULL,
	`person` text NOT NULL,
	`record` text NOT NULL,
	`started_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	PRIMARY KEY(`company`, `hash`)
);
--> statement-breakpoint
CREATE INDEX `session_person` ON `session` (`company`,`person`);--> statement-breakpoint
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
CREATE TABLE `version` (
	`company` text NOT NULL,
	`message` text NOT NULL,
	`number` integer NOT NULL,
	`text` text NOT NULL,
	`until` integer NOT NULL,
	`by` text NOT NULL,
	PRIMARY KEY(`company`, `message`, `number`)
) WITHOUT ROWID;
