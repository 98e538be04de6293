-- CreateTable
CREATE TABLE "incident" (
    "key" TEXT COLLATE "C" NOT NULL,
    "stream" TEXT COLLATE "C" NOT NULL,
    "version" INTEGER NOT NULL,
    "phase" TEXT COLLATE "C" NOT NULL,
    "severity" TEXT COLLATE "C",
    "scenario" TEXT COLLATE "C" NOT NULL,
    "title" TEXT COLLATE "C" NOT NULL,
    "confidential" BOOLEAN NOT NULL,
    "opened_at" TEXT COLLATE "C" NOT NULL,
    "resolved_at" TEXT COLLATE "C",
    "closed_at" TEXT COLLATE "C",
    "reopened" INTEGER NOT NULL,
    "search" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "room" (
    "platform" TEXT COLLATE "C" NOT NULL,
    "room" TEXT COLLATE "C" NOT NULL,
    "incident" TEXT COLLATE "C" NOT NULL,
    "stream" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "room_pkey" PRIMARY KEY ("platform","room")
);

-- CreateTable
CREATE TABLE "person_link" (
    "platform" TEXT COLLATE "C" NOT NULL,
    "account" TEXT COLLATE "C" NOT NULL,
    "person" TEXT COLLATE "C" NOT NULL,
    "stream" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "person_link_pkey" PRIMARY KEY ("platform","account")
);

-- CreateTable
CREATE TABLE "preference" (
    "person" TEXT COLLATE "C" NOT NULL,
    "locale" TEXT COLLATE "C" NOT NULL,
    "stream" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "preference_pkey" PRIMARY KEY ("person")
);

-- CreateTable
CREATE TABLE "last_use" (
    "person" TEXT COLLATE "C" NOT NULL,
    "platform" TEXT COLLATE "C" NOT NULL,
    "at" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "last_use_pkey" PRIMARY KEY ("person")
);

-- CreateTable
CREATE TABLE "snapshot" (
    "stream" TEXT COLLATE "C" NOT NULL,
    "version" INTEGER NOT NULL,
    "hash" TEXT COLLATE "C" NOT NULL,
    "state" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "snapshot_pkey" PRIMARY KEY ("stream")
);

-- CreateTable
CREATE TABLE "event" (
    "stream" TEXT COLLATE "C" NOT NULL,
    "version" INTEGER NOT NULL,
    "type" TEXT COLLATE "C" NOT NULL,
    "data" TEXT COLLATE "C" NOT NULL,
    "occurred_at" TEXT COLLATE "C" NOT NULL,
    "recorded_at" TEXT COLLATE "C" NOT NULL,
    "actor_id" TEXT COLLATE "C" NOT NULL,
    "actor_name" TEXT COLLATE "C" NOT NULL,
    "via" TEXT COLLATE "C" NOT NULL,
    "cause" TEXT COLLATE "C" NOT NULL,
    "hash" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("stream","version")
);

-- CreateTable
CREATE TABLE "receipt" (
    "platform" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "stream" TEXT COLLATE "C" NOT NULL,
    "at" TEXT COLLATE "C" NOT NULL,
    "answer" TEXT COLLATE "C",

    CONSTRAINT "receipt_pkey" PRIMARY KEY ("platform","id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" SERIAL NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "lane" TEXT COLLATE "C" NOT NULL,
    "stream" TEXT COLLATE "C" NOT NULL,
    "intent" TEXT COLLATE "C" NOT NULL,
    "merges" BOOLEAN NOT NULL,
    "waits_for" TEXT COLLATE "C",
    "due_at" TEXT COLLATE "C" NOT NULL,
    "rank" INTEGER NOT NULL,
    "queued_at" TEXT COLLATE "C" NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "started_at" TEXT COLLATE "C",
    "last_error" TEXT COLLATE "C",
    "claimed_by" TEXT COLLATE "C",
    "claimed_until" TEXT COLLATE "C",
    "abandoned" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "timer" (
    "id" TEXT COLLATE "C" NOT NULL,
    "stream" TEXT COLLATE "C" NOT NULL,
    "due_at" TEXT COLLATE "C" NOT NULL,
    "rank" INTEGER NOT NULL,
    "wake_at" TEXT COLLATE "C" NOT NULL,
    "claimed_by" TEXT COLLATE "C",

    CONSTRAINT "timer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message" (
    "platform" TEXT COLLATE "C" NOT NULL,
    "room" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "card" TEXT COLLATE "C" NOT NULL,
    "stream" TEXT COLLATE "C" NOT NULL,
    "posted_at" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "message_pkey" PRIMARY KEY ("platform","room","id")
);

-- CreateIndex
CREATE INDEX "incident_opened_at_idx" ON "incident"("opened_at");

-- CreateIndex
CREATE INDEX "incident_closed_at_opened_at_idx" ON "incident"("closed_at", "opened_at");

-- CreateIndex
CREATE INDEX "incident_stream_idx" ON "incident"("stream");

-- CreateIndex
CREATE INDEX "room_incident_idx" ON "room"("incident");

-- CreateIndex
CREATE INDEX "room_stream_idx" ON "room"("stream");

-- CreateIndex
CREATE INDEX "person_link_person_idx" ON "person_link"("person");

-- CreateIndex
CREATE INDEX "person_link_stream_idx" ON "person_link"("stream");

-- CreateIndex
CREATE INDEX "preference_stream_idx" ON "preference"("stream");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_key_key" ON "outbox"("key");

-- CreateIndex
CREATE INDEX "outbox_abandoned_lane_id_idx" ON "outbox"("abandoned", "lane", "id");

-- CreateIndex
CREATE INDEX "outbox_waits_for_idx" ON "outbox"("waits_for");

-- CreateIndex
CREATE INDEX "timer_wake_at_rank_due_at_id_idx" ON "timer"("wake_at", "rank", "due_at", "id");

-- CreateIndex
CREATE INDEX "timer_stream_idx" ON "timer"("stream");

-- CreateIndex
CREATE INDEX "message_card_posted_at_idx" ON "message"("card", "posted_at");
