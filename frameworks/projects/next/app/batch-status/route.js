export async function POST(request) {
  const { batch_id } = await request.json();
  return fetch(process.env.API, {
    method: "POST",
    headers: { authorization: `Bearer ${process.env.API_KEY}`, "content-type": "application/json" },
    body: JSON.stringify({ action: "get", batch_id }),
  });
}
