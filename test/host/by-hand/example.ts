/** What the tests speak of in `examples/contoso`, by the end of its path. */
export const customizations = 'absence-management/src/Other/Customizations.xml';
export const escalate = 'Escalateopenabsences-D7306A2E-8E1E-EF11-840B-000D3A2C9B41.json';
export const notify = 'Notifymanagerofabsence-5E91C7A4-7B1E-EF11-840B-000D3A2C9B41.json';
export const publish = 'Publishteamcalendar-1C7AE8B5-9C1E-EF11-840B-000D3A2C9B41.json';
export const request = 'Requestabsence-3B6F0D52-7A1E-EF11-840B-000D3A2C9B41.json';
export const settings = ['prod.deploymentsettings.json', 'test.deploymentsettings.json'];
export const submit = 'Submitexpense-4B1D70E6-2A93-EF11-8A69-000D3AB1C4F0.json';
