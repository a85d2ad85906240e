/** Asks again and again until the answer will do. Fails with what was waited for and the last answer, never just with a time. */
export async function waitFor<Answer>(
  probe: () => Answer | Promise<Answer>,
  isReady: (answer: Answer) => boolean,
  description: string,
  milliseconds = 30_000,
): Promise<Answer> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const answer = await probe();
    if (isReady(answer)) return answer;
    if (Date.now() > deadline)
      throw new Error(`Waited ${milliseconds / 1000} s for ${description}. Last seen: ${JSON.stringify(answer, null, 1)?.slice(0, 1500)}`);
    await new Promise((resume) => setTimeout(resume, 50));
  }
}
