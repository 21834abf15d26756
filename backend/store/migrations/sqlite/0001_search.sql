-- Numbers messages in the order of their arrival; the numbers are the rows of the index.
CREATE TABLE `search_entry` (
	`number` integer PRIMARY KEY,
	`company` text NOT NULL,
	`message` text NOT NULL,
	`thread` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `search_message` ON `search_entry` (`company`,`message`);
--> statement-breakpoint
-- Words arrive as finished terms, so nothing is left to split but spaces; nobody asks where in a message a term stands. The
-- beginnings of words are those of 2 to 10 letters, after the 8 signs of their company.
CREATE VIRTUAL TABLE `search` USING fts5(terms, tokenize = 'ascii', prefix = '10 11 12 13 14 15 16 17 18', detail = none, columnsize = 0);
--> statement-breakpoint
-- A term that is removed leaves the file, instead of only being marked as removed.
INSERT INTO `search` (`search`, rank) VALUES ('secure-delete', 1);
