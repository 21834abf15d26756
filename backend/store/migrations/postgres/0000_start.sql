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
CREATE TABLE "card" (
	"company" text NOT NULL,
	"record" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"opened_by" text NOT NULL,
	"seen" jsonb,
	"revision" text,
	"gone_at" timestamp (3) with time zone,
	CONSTRAINT "card_company_record_pk" PRIMARY KEY("company","record")
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
	"capabilities" jsonb,
	"choices" jsonb,
	"people_read_at" timestamp (3) with time zone,
	CONSTRAINT "company_company_pk" PRIMARY KEY("company")
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
	"width" bigint,
	"height" bigint,
	"preview" boolean DEFAULT false NOT NULL,
	"author" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"erased_at" timestamp (3) with time zone,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "file_company_id_pk" PRIMARY KEY("company","id")
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
CREATE TABLE "member" (
	"company" text NOT NULL,
	"thread" text NOT NULL,
	"person" text NOT NULL,
	"read_seq" bigint NOT NULL,
	"own_unread" bigint DEFAULT 0 NOT NULL,
	"mention_seq" bigint DEFAULT 0 NOT NULL,
	"joined_at" timestamp (3) with time zone NOT NULL,
	"left_at" timestamp (3) with time zone,
	"muted_at" timestamp (3) with time zone,
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
	"edited_at" timestamp (3) with time zone,
	"deleted_at" timestamp (3) with time zone,
	"deleted_by" text,
	"reply_to" text,
	"mentions" jsonb NOT NULL,
	"files" bigint DEFAULT 0 NOT NULL,
	"reactions" bigint DEFAULT 0 NOT NULL,
	"pinned_at" timestamp (3) with time zone,
	"pinned_by" text,
	"happened" jsonb,
	CONSTRAINT "message_company_thread_seq_pk" PRIMARY KEY("company","thread","seq")
);
--> statement-breakpoint
CREATE TABLE "person" (
	"company" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"position" text,
	"role" text,
	"photo" text,
	"admin" boolean DEFAULT false NOT NULL,
	"left_at" timestamp (3) with time zone,
	CONSTRAINT "person_company_id_pk" PRIMARY KEY("company","id")
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
CREATE TABLE "session" (
	"company" text NOT NULL,
	"hash" text NOT NULL,
	"person" text NOT NULL,
	"record" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "session_company_hash_pk" PRIMARY KEY("company","hash")
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
ALTER TABLE "message" ADD CONSTRAINT "message_thread" FOREIGN KEY ("company","thread","audience") REFERENCES "public"."thread"("company","id","audience") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "call_at" ON "call" USING btree ("company","at");--> statement-breakpoint
CREATE INDEX "event_record" ON "event" USING btree ("company","record","position");--> statement-breakpoint
CREATE INDEX "file_message" ON "file" USING btree ("company","message");--> statement-breakpoint
CREATE INDEX "file_expiry" ON "file" USING btree ("company","erased_at","expires_at");--> statement-breakpoint
CREATE INDEX "inbox_due" ON "inbox" USING btree ("company","worked_at","due_at");--> statement-breakpoint
CREATE INDEX "member_person" ON "member" USING btree ("company","person");--> statement-breakpoint
CREATE UNIQUE INDEX "message_id" ON "message" USING btree ("company","id");--> statement-breakpoint
CREATE INDEX "message_pinned" ON "message" USING btree ("company","thread","pinned_at");--> statement-breakpoint
CREATE INDEX "session_person" ON "session" USING btree ("company","person");--> statement-breakpoint
CREATE INDEX "thread_record" ON "thread" USING btree ("company","record");