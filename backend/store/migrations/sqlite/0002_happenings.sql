ALTER TABLE `card` ADD `seen` text;--> statement-breakpoint
ALTER TABLE `card` ADD `gone_at` integer;--> statement-breakpoint
ALTER TABLE `message` ADD `happened` text;