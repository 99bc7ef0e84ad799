"""Jobs on accounts outside: ask the company to post its news to us."""

from services.worker.job import Job


async def listen(job: Job) -> None:
    """Have the company post to this account's hook; safe to repeat."""
    carrier, credentials = await job.carrier(job.subject)
    company = carrier.name
    await carrier.listen(credentials, f"{job.process.settings.public_url}/hooks/{company}/{job.subject}")
