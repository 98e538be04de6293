-- AlterTable
ALTER TABLE "last_use" ADD COLUMN "locale" TEXT;
