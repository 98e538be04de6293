-- CreateTable
CREATE TABLE "observation" (
    "id" SERIAL NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "external_id" TEXT COLLATE "C",
    "at" TEXT COLLATE "C" NOT NULL,
    "received_at" TEXT COLLATE "C" NOT NULL,
    "metric" TEXT COLLATE "C",
    "dims" TEXT COLLATE "C",
    "value" DOUBLE PRECISION,
    "body" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "observation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "metric_minute" (
    "metric" TEXT COLLATE "C" NOT NULL,
    "dims" TEXT COLLATE "C" NOT NULL,
    "minute" TEXT COLLATE "C" NOT NULL,
    "count" INTEGER NOT NULL,
    "total" DOUBLE PRECISION NOT NULL,
    "least" DOUBLE PRECISION NOT NULL,
    "most" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "metric_minute_pkey" PRIMARY KEY ("metric","minute","dims")
);

-- CreateTable
CREATE TABLE "lease" (
    "name" TEXT COLLATE "C" NOT NULL,
    "holder" TEXT COLLATE "C" NOT NULL,
    "until" TEXT COLLATE "C" NOT NULL,
    "cursor" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "lease_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "subject" (
    "key" TEXT COLLATE "C" NOT NULL,
    "stream" TEXT COLLATE "C" NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "state" TEXT COLLATE "C" NOT NULL,
    "open" BOOLEAN NOT NULL,
    "scenario" TEXT COLLATE "C",
    "severity" TEXT COLLATE "C",
    "incident" TEXT COLLATE "C",
    "owner" TEXT COLLATE "C",
    "department" TEXT COLLATE "C",
    "external_id" TEXT COLLATE "C",
    "title" TEXT COLLATE "C" NOT NULL,
    "at" TEXT COLLATE "C" NOT NULL,
    "ended_at" TEXT COLLATE "C",
    "search" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "subject_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "observation_external_id_key" ON "observation"("external_id");

-- CreateIndex
CREATE INDEX "observation_metric_at_idx" ON "observation"("metric", "at");

-- CreateIndex
CREATE INDEX "observation_at_idx" ON "observation"("at");

-- CreateIndex
CREATE INDEX "subject_kind_open_at_idx" ON "subject"("kind", "open", "at");

-- CreateIndex
CREATE INDEX "subject_kind_external_id_idx" ON "subject"("kind", "external_id");

-- CreateIndex
CREATE INDEX "subject_incident_idx" ON "subject"("incident");

-- CreateIndex
CREATE INDEX "subject_stream_idx" ON "subject"("stream");
