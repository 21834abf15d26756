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
ALTER TABLE `card` ADD `revision` text;--> statement-breakpoint
ALTER TABLE `company` ADD `erase_after` integer;--> statement-breakpoint
ALTER TABLE `company` ADD `capabilities` text;--> statement-breakpoint
ALTER TABLE `grant` ADD `renewing_until` integer;