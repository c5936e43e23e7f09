CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.alerts (
    id integer NOT NULL,
    change_id integer NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempted_at timestamp with time zone,
    attempts integer NOT NULL,
    state character varying NOT NULL,
    rule character varying NOT NULL,
    channel character varying NOT NULL,
    language character varying NOT NULL,
    trouble text NOT NULL,
    idempotency_key bytea NOT NULL
);
CREATE SEQUENCE public.alerts_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.alerts_id_seq OWNED BY public.alerts.id;
CREATE TABLE public.blobs (
    id integer NOT NULL,
    base_id integer,
    size integer NOT NULL,
    depth smallint NOT NULL,
    sha256 bytea NOT NULL,
    data bytea NOT NULL
);
CREATE SEQUENCE public.blobs_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.blobs_id_seq OWNED BY public.blobs.id;
CREATE TABLE public.boilerplate_hosts (
    host character varying NOT NULL,
    revision integer NOT NULL,
    learned_at timestamp with time zone
);
CREATE TABLE public.boilerplate_lines (
    host character varying NOT NULL,
    key bytea NOT NULL,
    since timestamp with time zone NOT NULL,
    seen integer NOT NULL,
    looked_at integer NOT NULL,
    why character varying NOT NULL,
    state character varying NOT NULL,
    text text NOT NULL
);
CREATE TABLE public.boilerplate_seen (
    page_id integer NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    host character varying NOT NULL,
    subject bytea NOT NULL,
    blocks bytea NOT NULL,
    restless bytea NOT NULL
);
CREATE TABLE public.changes (
    id integer NOT NULL,
    page_id integer NOT NULL,
    at timestamp with time zone NOT NULL,
    significance double precision NOT NULL,
    revision integer NOT NULL,
    from_version integer,
    to_version integer,
    initial boolean NOT NULL,
    kind character varying NOT NULL,
    detail bytea NOT NULL
);
CREATE SEQUENCE public.changes_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.changes_id_seq OWNED BY public.changes.id;
CREATE TABLE public.checks (
    page_id integer NOT NULL,
    revision integer NOT NULL,
    at timestamp with time zone NOT NULL,
    took_s double precision NOT NULL,
    status integer,
    outcome character varying NOT NULL,
    reason text NOT NULL
);
CREATE TABLE public.equipment (
    term text NOT NULL,
    surface text NOT NULL,
    nmpa_class character varying,
    stance character varying NOT NULL,
    unlisted boolean NOT NULL,
    id integer NOT NULL,
    first_version integer NOT NULL,
    last_version integer,
    seen_at timestamp with time zone NOT NULL,
    gone_at timestamp with time zone,
    start_offset integer NOT NULL,
    end_offset integer NOT NULL,
    page_id integer NOT NULL
);
CREATE SEQUENCE public.equipment_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.equipment_id_seq OWNED BY public.equipment.id;
CREATE TABLE public.hosts (
    host character varying NOT NULL,
    next_at timestamp with time zone,
    held_until timestamp with time zone,
    turn_until timestamp with time zone,
    delay_s double precision NOT NULL,
    failures integer NOT NULL,
    why_held text NOT NULL,
    holder character varying NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE public.leases (
    name character varying NOT NULL,
    until timestamp with time zone NOT NULL,
    holder character varying NOT NULL
);
CREATE TABLE public.pages (
    id integer NOT NULL,
    source character varying NOT NULL,
    url text NOT NULL,
    url_key bytea NOT NULL,
    role character varying NOT NULL,
    title text NOT NULL,
    state character varying NOT NULL,
    revision integer NOT NULL,
    initial boolean NOT NULL,
    etag text,
    last_modified text,
    body_sha256 bytea,
    version integer NOT NULL,
    failures integer NOT NULL,
    found_at timestamp with time zone NOT NULL,
    last_checked_at timestamp with time zone,
    last_changed_at timestamp with time zone,
    state_since timestamp with time zone NOT NULL,
    next_check_at timestamp with time zone NOT NULL,
    trouble text NOT NULL
);
CREATE SEQUENCE public.pages_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.pages_id_seq OWNED BY public.pages.id;
CREATE TABLE public.plans (
    name text NOT NULL,
    key text NOT NULL,
    issuer text,
    first_year integer,
    last_year integer,
    draft boolean NOT NULL,
    id integer NOT NULL,
    first_version integer NOT NULL,
    last_version integer,
    seen_at timestamp with time zone NOT NULL,
    gone_at timestamp with time zone,
    start_offset integer NOT NULL,
    end_offset integer NOT NULL,
    page_id integer NOT NULL,
    edition integer DEFAULT 0 NOT NULL
);
CREATE SEQUENCE public.plans_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.plans_id_seq OWNED BY public.plans.id;
CREATE TABLE public.recipes (
    id integer NOT NULL,
    extractor character varying NOT NULL,
    rules character varying NOT NULL,
    boilerplate integer NOT NULL
);
CREATE SEQUENCE public.recipes_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.recipes_id_seq OWNED BY public.recipes.id;
CREATE TABLE public.robots (
    key bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    content bytea,
    trouble text NOT NULL
);
CREATE TABLE public.secret_hosts (
    key bytea NOT NULL,
    host character varying NOT NULL,
    since timestamp with time zone NOT NULL
);
CREATE TABLE public.snapshots (
    page_id integer NOT NULL,
    revision integer NOT NULL,
    fetched_at timestamp with time zone NOT NULL,
    blob_id integer NOT NULL,
    meta bytea NOT NULL
);
CREATE TABLE public.sources (
    id character varying NOT NULL,
    name text NOT NULL
);
CREATE TABLE public.statements (
    since_at timestamp with time zone NOT NULL,
    kind character varying NOT NULL,
    metric text NOT NULL,
    value character varying NOT NULL,
    value_high character varying,
    unit text NOT NULL,
    counted text NOT NULL,
    comparator character varying NOT NULL,
    deadline text,
    due_on character varying,
    as_of text,
    plan text,
    quote text NOT NULL,
    rule character varying NOT NULL,
    repeat boolean NOT NULL,
    id integer NOT NULL,
    first_version integer NOT NULL,
    last_version integer,
    seen_at timestamp with time zone NOT NULL,
    gone_at timestamp with time zone,
    start_offset integer NOT NULL,
    end_offset integer NOT NULL,
    page_id integer NOT NULL
);
CREATE SEQUENCE public.statements_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.statements_id_seq OWNED BY public.statements.id;
CREATE TABLE public.versions (
    page_id integer NOT NULL,
    number integer NOT NULL,
    fetched_at timestamp with time zone NOT NULL,
    snapshot_id integer NOT NULL,
    reading_id integer NOT NULL,
    recipe_id integer NOT NULL,
    text_chars integer NOT NULL,
    statements integer NOT NULL,
    technical boolean NOT NULL,
    title text,
    published text
);
ALTER TABLE ONLY public.alerts ALTER COLUMN id SET DEFAULT nextval('public.alerts_id_seq'::regclass);
ALTER TABLE ONLY public.blobs ALTER COLUMN id SET DEFAULT nextval('public.blobs_id_seq'::regclass);
ALTER TABLE ONLY public.changes ALTER COLUMN id SET DEFAULT nextval('public.changes_id_seq'::regclass);
ALTER TABLE ONLY public.equipment ALTER COLUMN id SET DEFAULT nextval('public.equipment_id_seq'::regclass);
ALTER TABLE ONLY public.pages ALTER COLUMN id SET DEFAULT nextval('public.pages_id_seq'::regclass);
ALTER TABLE ONLY public.plans ALTER COLUMN id SET DEFAULT nextval('public.plans_id_seq'::regclass);
ALTER TABLE ONLY public.recipes ALTER COLUMN id SET DEFAULT nextval('public.recipes_id_seq'::regclass);
ALTER TABLE ONLY public.statements ALTER COLUMN id SET DEFAULT nextval('public.statements_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0005');
INSERT INTO public.alerts VALUES (1, 1, '2026-03-02 12:00:00+00', NULL, 0, 'pending', 'all', 'desk', 'en', '', '\x1a87e5a43dcd1456b4c5ebd94dd1399e');
INSERT INTO public.alerts VALUES (2, 2, '2026-03-02 13:00:00+00', NULL, 0, 'pending', 'all', 'desk', 'en', '', '\x5e90f96d0a51350c10e53e59e21e2c63');
INSERT INTO public.alerts VALUES (3, 3, '2026-03-02 14:00:00+00', NULL, 0, 'pending', 'all', 'desk', 'en', '', '\x9503f9610afd83675250ea147c08db92');
INSERT INTO public.blobs VALUES (1, NULL, 1001, 0, '\x2628adebcb255f26341c71505b11279a743d14cd23f77df9fd16d6418569417e', '\x28b52ffd00002d020012c40e16a039079d492240e74a6b6904e3a56f6cc48a4e55ac01c72806c279b53861424418f42a2327cb6ffab68c79f86c735ffff24e3da61c3bb5102810010097de6a8e01');
INSERT INTO public.blobs VALUES (2, NULL, 1566, 0, '\xe2f382938a2b2a73922d205c0508ec1340a4e48e82f606832d1134616219cd8b', '\x28b52ffd00083d0c0056194923406daa03e866a215a8e576bd0dbd40086b5f85794b324fb72167a0f9e81b59144577033f0040003d00cc389c856cb6e5e965fa30702364e3c27370f4aee0be4ebe707466bdfa7ad69a59705afd1c83196c5bc18ba65762309084ddccd1599c97a0b7e336d353970447576e495cc2bd2d2593b67baf8b035d71e4358ed765696843dfa8177155f47738d0d92dd6f35dbf60504048384c2f8aa35831a70a3e721de53cdee9097bbe13020406e8702157966c1fe8bd0cb961f7da8cd773bf3971fd00800270b5ac20478fafdbdbcd97ae7f5840586e5eaf144cb691eb8f9e566c6ed73743e2769365a228e8eead5e8a1f1b153ce80d4b5cef96359cb6ce2d8301067231f8184758b96dd938ba94cb12c4c2e638ed234e79fdd15be4bec401d79ce0eb3209242020022280e474e1b11d4867464536d107a661ff000a5dde31f38710a0fc85e337a6a399b2106c83a258b4628b36aa71e2d0e570babf05e9faf71e621016220e70ccd62620db42be6d8fecbef2182379e4118583f0caa1802bbdac07b20d66');
INSERT INTO public.blobs VALUES (3, 1, 1001, 1, '\xfbd58e43e9aecbdcc481164cbad62ad4d9d1973937366a764705bc5219b467c3', '\x28b52ffd00005d000008310200a016e7ec2b0104');
INSERT INTO public.blobs VALUES (4, 2, 1566, 1, '\xc9f0572c0bc583d5bb9be40992438a0ca8bfdbc58060ba1f0a6c4d448faede5a', '\x28b52ffd000885000010313103000440153aa06e8310ff1c04');
INSERT INTO public.blobs VALUES (5, 3, 1001, 2, '\x1e82cfc5c7546f8f81d052b559824965e9bdceb40142641b26077a56c468415f', '\x28b52ffd00005d000008320200a016e7ec2b0104');
INSERT INTO public.blobs VALUES (6, 4, 1566, 2, '\x98148cb70fe8aca43671b364910983095f7552827e7907144e6f27a694d3481d', '\x28b52ffd000885000010323203000440153aa06e8310ff1c04');
INSERT INTO public.blobs VALUES (7, NULL, 4, 0, '\x4d8aaa64f68587b18e27604cd3d3b67aaa66342ef33df2ae755b5524e84cb3d5', '\x28b52ffd000021000077616c6c');
INSERT INTO public.changes VALUES (1, 1, '2026-03-02 12:00:00+00', 0.5, 1, NULL, 1, false, 'text_changed', '\x28b52ffd0400350200a8304f6e653936343937357d6e74656e63655f22227d0f80302d740e75ab60064c74cf06ce4263cf1ca4d35a9d0a38015d4d802b52d3f421a043d8f9d3763e0a9e8bc6893c0358c01da5');
INSERT INTO public.changes VALUES (2, 1, '2026-03-02 13:00:00+00', 0.5, 2, 1, 2, false, 'text_changed', '\x28b52ffd0400350200a8314f6e653936343937357d6e74656e63655f22227d0fa0302d740e1066044df4017585ba13ecba810b7d2ec7acb55617e8dac5b55d913a5dea0e7ffd2cf608dac56a093403ebcd8598');
INSERT INTO public.changes VALUES (3, 1, '2026-03-02 14:00:00+00', 0.5, 3, 2, 3, false, 'text_changed', '\x28b52ffd0400350200a8324f6e653936343937357d6e74656e63655f22227d0fa0302d740e1066044df4017585ba13ecba810b7d2ec7acb55617e8dac5b55d913a5dea0e7ffd2cf608dac56a0934039e73ca0b');
INSERT INTO public.checks VALUES (1, 1, '2026-03-02 12:00:00+00', 0, NULL, 'new', '');
INSERT INTO public.checks VALUES (1, 2, '2026-03-02 13:00:00+00', 0, NULL, 'changed', '');
INSERT INTO public.checks VALUES (1, 3, '2026-03-02 14:00:00+00', 0, NULL, 'changed', '');
INSERT INTO public.checks VALUES (1, 4, '2026-03-02 12:00:00+00', 0, NULL, 'changed', '');
INSERT INTO public.checks VALUES (2, 1, '2026-03-02 12:00:00+00', 0, NULL, 'blocked', 'captcha');
INSERT INTO public.equipment VALUES ('ECMO', 'ECMO', '10', 'develop', false, 1, 1, NULL, '2026-03-02 12:00:00+00', NULL, 993, 997, 1);
INSERT INTO public.pages VALUES (3, 'city', 'https://city.example/1.html', '\x34d26f2e7be8496ca0130d5b253b43de', 'document', '医疗装备', 'found', 0, false, NULL, NULL, NULL, 0, 0, '2026-03-02 12:00:00+00', NULL, NULL, '2026-03-02 12:00:00+00', '2026-03-02 12:00:00+00', '');
INSERT INTO public.pages VALUES (4, 'city', 'https://city.example/2.html', '\x97da1330d1ec06b42087f5e333740d54', 'document', '医疗装备', 'found', 0, false, NULL, NULL, NULL, 0, 0, '2026-03-02 12:00:00+00', NULL, NULL, '2026-03-02 12:00:00+00', '2026-03-02 12:00:00+00', '');
INSERT INTO public.pages VALUES (5, 'city', 'https://city.example/3.html', '\xb88327b3320706ead2a46490ba503bc2', 'document', '医疗装备', 'found', 0, false, NULL, NULL, NULL, 0, 0, '2026-03-02 12:00:00+00', NULL, NULL, '2026-03-02 12:00:00+00', '2026-03-02 12:00:00+00', '');
INSERT INTO public.pages VALUES (6, 'city', 'https://city.example/4.html', '\xa64a22e80ec7a633644f829d8d5b0503', 'document', '医疗装备', 'found', 0, false, NULL, NULL, NULL, 0, 0, '2026-03-02 12:00:00+00', NULL, NULL, '2026-03-02 12:00:00+00', '2026-03-02 12:00:00+00', '');
INSERT INTO public.pages VALUES (1, 'city', 'https://city.example/notice.html', '\x0fc6eb1622e03913c00e8fb16e0e0c66', 'document', 'Notice', 'active', 4, true, NULL, NULL, NULL, 3, 0, '2026-03-02 12:00:00+00', '2026-03-02 12:00:00+00', '2026-03-02 12:00:00+00', '2026-03-02 12:00:00+00', '2026-03-02 13:00:00+00', '');
INSERT INTO public.pages VALUES (2, 'city', 'https://city.example/0.html', '\x875241002694951437ba3c6e3944340a', 'document', '医疗装备', 'blocked', 1, false, NULL, NULL, NULL, 0, 0, '2026-03-02 12:00:00+00', '2026-03-02 12:00:00+00', NULL, '2026-03-02 12:00:00+00', '2026-03-02 13:00:00+00', 'captcha');
INSERT INTO public.plans VALUES ('Equipment Plan', 'equipment plan', NULL, NULL, NULL, false, 1, 1, NULL, '2026-03-02 12:00:00+00', NULL, 0, 14, 1, 0);
INSERT INTO public.recipes VALUES (1, '1', '0123456789abcdef', 0);
INSERT INTO public.snapshots VALUES (1, 1, '2026-03-02 12:00:00+00', 1, '\x28b52ffd04006d0000105d7d0340006320806d624926dae9550e');
INSERT INTO public.snapshots VALUES (1, 2, '2026-03-02 13:00:00+00', 3, '\x28b52ffd04003d0000000100c64d0108dae9550e');
INSERT INTO public.snapshots VALUES (1, 3, '2026-03-02 14:00:00+00', 5, '\x28b52ffd04003d0000000100c64d0108dae9550e');
INSERT INTO public.snapshots VALUES (2, 1, '2026-03-02 12:00:00+00', 7, '\x28b52ffd0400cd0100b4025d2c2275726c223a2268747470733a2f2f636974792e6578616d706c652f6e6f746963652e68746d6c227d0440006320806db02cd2c92656d392b6');
INSERT INTO public.sources VALUES ('city', 'City government');
INSERT INTO public.statements VALUES ('2026-03-02 12:00:00+00', 'target', 'output', '700000000000', NULL, 'CNY', '', 'gt', '2025', '2025-12-31', NULL, NULL, 'output of 0', 'money', false, 1, 1, 1, '2026-03-02 12:00:00+00', '2026-03-02 13:00:00+00', 964, 975, 1);
INSERT INTO public.statements VALUES ('2026-03-02 12:00:00+00', 'target', 'output', '700000000000', NULL, 'CNY', '', 'gt', '2025', '2025-12-31', NULL, NULL, 'output of 1', 'money', false, 2, 2, 2, '2026-03-02 13:00:00+00', '2026-03-02 14:00:00+00', 964, 975, 1);
INSERT INTO public.statements VALUES ('2026-03-02 12:00:00+00', 'target', 'output', '700000000000', NULL, 'CNY', '', 'gt', '2025', '2025-12-31', NULL, NULL, 'output of 2', 'money', false, 3, 3, NULL, '2026-03-02 14:00:00+00', NULL, 964, 975, 1);
INSERT INTO public.versions VALUES (1, 1, '2026-03-02 12:00:00+00', 1, 2, 1, 998, 1, false, 'Notice', NULL);
INSERT INTO public.versions VALUES (1, 2, '2026-03-02 13:00:00+00', 3, 4, 1, 998, 1, false, NULL, NULL);
INSERT INTO public.versions VALUES (1, 3, '2026-03-02 14:00:00+00', 5, 6, 1, 998, 1, false, NULL, NULL);
SELECT pg_catalog.setval('public.alerts_id_seq', 3, true);
SELECT pg_catalog.setval('public.blobs_id_seq', 7, true);
SELECT pg_catalog.setval('public.changes_id_seq', 3, true);
SELECT pg_catalog.setval('public.equipment_id_seq', 1, true);
SELECT pg_catalog.setval('public.pages_id_seq', 6, true);
SELECT pg_catalog.setval('public.plans_id_seq', 1, true);
SELECT pg_catalog.setval('public.recipes_id_seq', 1, true);
SELECT pg_catalog.setval('public.statements_id_seq', 3, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT pk_alerts PRIMARY KEY (id);
ALTER TABLE ONLY public.blobs
    ADD CONSTRAINT pk_blobs PRIMARY KEY (id);
ALTER TABLE ONLY public.boilerplate_hosts
    ADD CONSTRAINT pk_boilerplate_hosts PRIMARY KEY (host);
ALTER TABLE ONLY public.boilerplate_lines
    ADD CONSTRAINT pk_boilerplate_lines PRIMARY KEY (host, key);
ALTER TABLE ONLY public.boilerplate_seen
    ADD CONSTRAINT pk_boilerplate_seen PRIMARY KEY (page_id);
ALTER TABLE ONLY public.changes
    ADD CONSTRAINT pk_changes PRIMARY KEY (id);
ALTER TABLE ONLY public.checks
    ADD CONSTRAINT pk_checks PRIMARY KEY (page_id, revision);
ALTER TABLE ONLY public.equipment
    ADD CONSTRAINT pk_equipment PRIMARY KEY (id);
ALTER TABLE ONLY public.hosts
    ADD CONSTRAINT pk_hosts PRIMARY KEY (host);
ALTER TABLE ONLY public.leases
    ADD CONSTRAINT pk_leases PRIMARY KEY (name);
ALTER TABLE ONLY public.pages
    ADD CONSTRAINT pk_pages PRIMARY KEY (id);
ALTER TABLE ONLY public.plans
    ADD CONSTRAINT pk_plans PRIMARY KEY (id);
ALTER TABLE ONLY public.recipes
    ADD CONSTRAINT pk_recipes PRIMARY KEY (id);
ALTER TABLE ONLY public.robots
    ADD CONSTRAINT pk_robots PRIMARY KEY (key);
ALTER TABLE ONLY public.secret_hosts
    ADD CONSTRAINT pk_secret_hosts PRIMARY KEY (key);
ALTER TABLE ONLY public.snapshots
    ADD CONSTRAINT pk_snapshots PRIMARY KEY (page_id, revision);
ALTER TABLE ONLY public.sources
    ADD CONSTRAINT pk_sources PRIMARY KEY (id);
ALTER TABLE ONLY public.statements
    ADD CONSTRAINT pk_statements PRIMARY KEY (id);
ALTER TABLE ONLY public.versions
    ADD CONSTRAINT pk_versions PRIMARY KEY (page_id, number);
ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT uq_alerts_change_id_channel UNIQUE (change_id, channel);
ALTER TABLE ONLY public.blobs
    ADD CONSTRAINT uq_blobs_sha256 UNIQUE (sha256);
ALTER TABLE ONLY public.pages
    ADD CONSTRAINT uq_pages_url_key UNIQUE (url_key);
ALTER TABLE ONLY public.recipes
    ADD CONSTRAINT uq_recipes_extractor_rules_boilerplate UNIQUE (extractor, rules, boilerplate);
CREATE INDEX ix_alerts_due ON public.alerts USING btree (due_at, id) WHERE ((state)::text = 'pending'::text);
CREATE INDEX ix_boilerplate_seen_host ON public.boilerplate_seen USING btree (host, seen_at);
CREATE INDEX ix_changes_at ON public.changes USING btree (at, id);
CREATE INDEX ix_changes_page_id ON public.changes USING btree (page_id, id);
CREATE INDEX ix_equipment_page ON public.equipment USING btree (page_id, id) WHERE (gone_at IS NULL);
CREATE INDEX ix_equipment_standing_term ON public.equipment USING btree (term, id) WHERE (gone_at IS NULL);
CREATE INDEX ix_equipment_term ON public.equipment USING btree (term, seen_at);
CREATE INDEX ix_pages_due ON public.pages USING btree (next_check_at, id);
CREATE INDEX ix_pages_source ON public.pages USING btree (source, id);
CREATE INDEX ix_plans_key ON public.plans USING btree (key, id) WHERE (gone_at IS NULL);
CREATE INDEX ix_plans_page ON public.plans USING btree (page_id, id) WHERE (gone_at IS NULL);
CREATE INDEX ix_robots_expires_at ON public.robots USING btree (expires_at);
CREATE INDEX ix_snapshots_blob_id ON public.snapshots USING btree (blob_id);
CREATE INDEX ix_statements_due ON public.statements USING btree (due_on, id) WHERE (gone_at IS NULL);
CREATE INDEX ix_statements_page ON public.statements USING btree (page_id, gone_at);
ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT fk_alerts_change_id_changes FOREIGN KEY (change_id) REFERENCES public.changes(id);
ALTER TABLE ONLY public.blobs
    ADD CONSTRAINT fk_blobs_base_id_blobs FOREIGN KEY (base_id) REFERENCES public.blobs(id);
ALTER TABLE ONLY public.boilerplate_seen
    ADD CONSTRAINT fk_boilerplate_seen_page_id_pages FOREIGN KEY (page_id) REFERENCES public.pages(id);
ALTER TABLE ONLY public.changes
    ADD CONSTRAINT fk_changes_page_id_from_version_versions FOREIGN KEY (page_id, from_version) REFERENCES public.versions(page_id, number);
ALTER TABLE ONLY public.changes
    ADD CONSTRAINT fk_changes_page_id_pages FOREIGN KEY (page_id) REFERENCES public.pages(id);
ALTER TABLE ONLY public.changes
    ADD CONSTRAINT fk_changes_page_id_to_version_versions FOREIGN KEY (page_id, to_version) REFERENCES public.versions(page_id, number);
ALTER TABLE ONLY public.checks
    ADD CONSTRAINT fk_checks_page_id_pages FOREIGN KEY (page_id) REFERENCES public.pages(id);
ALTER TABLE ONLY public.equipment
    ADD CONSTRAINT fk_equipment_page_id_pages FOREIGN KEY (page_id) REFERENCES public.pages(id);
ALTER TABLE ONLY public.plans
    ADD CONSTRAINT fk_plans_page_id_pages FOREIGN KEY (page_id) REFERENCES public.pages(id);
ALTER TABLE ONLY public.snapshots
    ADD CONSTRAINT fk_snapshots_blob_id_blobs FOREIGN KEY (blob_id) REFERENCES public.blobs(id);
ALTER TABLE ONLY public.snapshots
    ADD CONSTRAINT fk_snapshots_page_id_pages FOREIGN KEY (page_id) REFERENCES public.pages(id);
ALTER TABLE ONLY public.statements
    ADD CONSTRAINT fk_statements_page_id_pages FOREIGN KEY (page_id) REFERENCES public.pages(id);
ALTER TABLE ONLY public.versions
    ADD CONSTRAINT fk_versions_page_id_pages FOREIGN KEY (page_id) REFERENCES public.pages(id);
ALTER TABLE ONLY public.versions
    ADD CONSTRAINT fk_versions_reading_id_blobs FOREIGN KEY (reading_id) REFERENCES public.blobs(id);
ALTER TABLE ONLY public.versions
    ADD CONSTRAINT fk_versions_recipe_id_recipes FOREIGN KEY (recipe_id) REFERENCES public.recipes(id);
ALTER TABLE ONLY public.versions
    ADD CONSTRAINT fk_versions_snapshot_id_blobs FOREIGN KEY (snapshot_id) REFERENCES public.blobs(id);
