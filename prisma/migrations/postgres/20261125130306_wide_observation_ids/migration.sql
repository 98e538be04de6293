-- Written by hand: a serial column is widened together with the sequence that numbers it.
ALTER TABLE "lease" ALTER COLUMN "cursor" SET DATA TYPE BIGINT;
ALTER TABLE "observation" ALTER COLUMN "id" SET DATA TYPE BIGINT;
ALTER SEQUENCE "observation_id_seq" AS BIGINT;
