"""Jobs on accounts outside: ask the company to post its news to us."""

from services.worker.job import Again, Job

RENEW_SECONDS = 6 * 3600.0
"""Companies disable a hook that did not answer for a while; so it is looked after."""


async def listen(job: Job) -> Again:
    """Have the company post to this account's hook, and see to it that it goes on."""
    carrier, credentials = await job.carrier(job.subject)
    company = carrier.name
    await carrier.listen(credentials, f"{job.process.settings.public_url}/hooks/{company}/{job.subject}")
    return Again(RENEW_SECONDS)
