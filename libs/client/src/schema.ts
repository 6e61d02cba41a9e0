// Written by tools/openapi-client/generate.mjs from docs/openapi.json; changed by changing the routes.

export interface paths {
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All keys, newest first, without the keys themselves */
        get: operations["ApiKeys_list"];
        put?: never;
        /** Make a key; the answer is the only place where it is ever shown */
        post: operations["ApiKeys_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Withdraw a key */
        delete: operations["ApiKeys_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The audit log, newest first */
        get: operations["Audit_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log in: a short access token, and a refresh token as cookie */
        post: operations["Auth_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the session of the cookie; without one nothing happens */
        post: operations["Auth_logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/loopback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a caller on this machine may do without logging in; nothing unless it was set */
        get: operations["Auth_loopback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who the token belongs to, and what they may do */
        get: operations["Auth_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the own password; all other sessions of the user end */
        post: operations["Auth_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The next access token, for the refresh token in the cookie, which changes each time */
        post: operations["Auth_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backtests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Backtests, newest first, without their results */
        get: operations["Backtests_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backtests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One backtest with its signals, rejections and metrics, or its study */
        get: operations["Backtests_one"];
        put?: never;
        post?: never;
        /** Forget a backtest that has ended */
        delete: operations["Backtests_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backtests/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a backtest that is running */
        post: operations["Backtests_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backtests/{id}/report.html": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A backtest as one page that opens without a server */
        get: operations["Backtests_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backtests/{id}/trades.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The trades of a backtest as CSV */
        get: operations["Backtests_trades"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backtests/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The figures of two backtests side by side */
        get: operations["Backtests_compare"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backtests/sweep": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run every combination of some options, and say how likely the best is luck */
        post: operations["Studies_sweep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backtests/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring a CSV of bars along for backtests; its id goes into `uploads` of a backtest */
        post: operations["BacktestUploads_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backtests/walk-forward": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Choose options from the past again and again, and trade them where they were not chosen */
        post: operations["Studies_walkForward"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Stored bars of one series, newest first */
        get: operations["Bars_list"];
        put?: never;
        /** Put one bar or many on the tape; says for each what became of it */
        post: operations["Bars_put"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bars/gaps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the calendar of a series expects bars that are not stored, newest first */
        get: operations["StoredSeries_gaps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bars/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every series with bars: how many, the first and the last */
        get: operations["StoredSeries_series"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendars/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** From when to when everything of a kind is known, by symbol or currency */
        get: operations["Calendars_coverage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendars/earnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Earnings dates, newest first */
        get: operations["Calendars_earnings"];
        put?: never;
        /**
         * Import earnings dates: symbol, at, and session (BMO, AMC) for a day alone
         * @description With `known_from` and `known_to` the rows are complete for that time: stored dates they do not list are removed, and nothing listed means nothing scheduled. Without them the dates count and nothing is known of other days.
         */
        post: operations["Calendars_putEarnings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendars/economic": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Economic events, newest first */
        get: operations["Calendars_economic"];
        put?: never;
        /**
         * Import economic events: kind, at, and currency where the kind does not say it
         * @description With `known_from` and `known_to` the rows are complete for that time: stored dates they do not list are removed, and nothing listed means nothing scheduled. Without them the dates count and nothing is known of other days.
         */
        post: operations["Calendars_putEconomic"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Campaigns with health, risk used of their budget and results, newest first */
        get: operations["Campaigns_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One campaign with its positions, reservations and emergency exits */
        get: operations["Campaigns_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/custom-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What detectors of your own found, newest first */
        get: operations["Analysis_customEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages that a service gave up, newest first, with the reason */
        get: operations["DeadLetters_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters/{sequence}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a message back to where it came from, under its own id
         * @description Every service that reads the subject gets it again; who has handled it already knows its id and does nothing. Refused with 409 within two minutes of the first sending, while the stream would drop it as a repeat.
         */
        post: operations["DeadLetters_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emergency-exits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Emergency exits, newest first */
        get: operations["Exits_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emergency-exits/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an exit closed, why, and what it cost */
        get: operations["Exits_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/execution/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a position, or all, by hand; pending entries of the same signals are withdrawn */
        post: operations["Broker_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/execution/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** On what broker and books do not agree, open ones first; 409 on paper */
        get: operations["Broker_differences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/execution/differences/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Explain, adopt or flatten a difference */
        post: operations["Broker_resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/experiments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Experiments with what came of both engines, newest first */
        get: operations["Experiments_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/experiments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One experiment with its signal, plans, outcomes and the frozen market context */
        get: operations["Experiments_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/experiments/outcomes/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How both engines did, by window, real and shadow apart, and which did better on the same signals
         * @description Nothing is reported under 10 ended trades, nothing judged under 30. Results within 0.05 R of zero are break-even: neither win nor loss. Sharpe is per trade.
         */
        get: operations["Experiments_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/experiments/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The policy that holds */
        get: operations["ExperimentPolicy_policy"];
        /** Set the policy of signals from now on; what runs keeps the one it began with */
        put: operations["ExperimentPolicy_setPolicy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the gateway and what it stands on work */
        get: operations["Health_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health/orchestrator": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every service with its lag and latency, the detectors, the symbols */
        get: operations["Health_orchestrator"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Import a CSV of bars; answers counts, and every refused line with field and rule */
        post: operations["Imports_put"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What an import of this CSV would say, line by line; nothing is kept */
        post: operations["ImportPreview_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instruments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Instruments by symbol */
        get: operations["Instruments_list"];
        put?: never;
        /**
         * Set the sectors of stocks: symbol, sector
         * @description The eleven GICS sectors, or common names of them. An empty sector takes it back. A symbol may come before its first bar.
         */
        post: operations["Instruments_put"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/levels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Supply and demand zones of a series, and where the longer timeframe made of its bars stands */
        get: operations["Levels_levels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Notifications with their attempts, newest first */
        get: operations["Notifications_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One notification with its attempts */
        get: operations["Notifications_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send again what was given up (DEAD) or is in doubt (UNKNOWN); the receiver may get it twice */
        post: operations["Notifications_resend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Channels that are configured, from which severity on, and the key browsers subscribe with */
        get: operations["Notifications_channels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a message that means nothing, to see that it arrives */
        post: operations["Notifications_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orchestrator/analyze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the running pipeline knows of these symbols */
        post: operations["Orchestrator_analyze"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orchestrator/backtest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run the pipeline over stored or uploaded bars */
        post: operations["Orchestrator_backtest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orchestrator/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Latency of the pipeline, and what became of the candidates */
        get: operations["Orchestrator_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orchestrator/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether it runs, and what it is busy with */
        get: operations["Orchestrator_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orchestrator/symbols/{symbol}/{step}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what a symbol should do; the services follow, and report on the WebSocket */
        post: operations["Symbols_set"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Orders, newest first */
        get: operations["Trading_orders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patterns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tradable candidates, newest first */
        get: operations["Analysis_patterns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/phases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Structural events and phase changes */
        get: operations["Analysis_phases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portfolio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Equity, every cap with its use, exposure, profit and loss of the day, drawdown */
        get: operations["Trading_portfolio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portfolio/equity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The account over time, minute by minute */
        get: operations["Trading_equity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portfolio/pnl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Profit and loss, booked and at the marks, by position, campaign, strategy, symbol or account */
        get: operations["Trading_pnl"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/positions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Positions, open and closed, newest first */
        get: operations["Trading_positions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/push-subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Browsers that want to be told, newest first, without their keys */
        get: operations["PushSubscriptions_list"];
        put?: never;
        /** Tell this browser; what `pushManager.subscribe` gave, as it is */
        post: operations["PushSubscriptions_subscribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/push-subscriptions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Tell this browser no longer */
        delete: operations["PushSubscriptions_unsubscribe"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ranges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Trading ranges in their newest state */
        get: operations["Analysis_ranges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Imported exchange rates, newest first */
        get: operations["Rates_list"];
        put?: never;
        /**
         * Import exchange rates: pair (or base and quote), at, rate
         * @description A rate counts from `at` on, a day alone from its end. The same pair and time again replaces the rate that is there.
         */
        post: operations["Rates_put"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rejections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Refused candidates, newest first, with what was measured against which limit */
        get: operations["Rejections_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rejections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One refusal: every stage asked, what was measured, and what the trade would have earned */
        get: operations["Rejections_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rejections/{id}/as-of": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was known when a candidate was refused: bars, ranges, phases and events up to its bar */
        get: operations["AsOf_rejection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rejections/by-stage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many each stage refused, in the order in which the stages are asked */
        get: operations["Rejections_byStage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rejections/shadow-summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What each rule cost or saved: how its refused candidates would have ended */
        get: operations["Rejections_shadowSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rejections/top-reasons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What refuses most */
        get: operations["Rejections_topReasons"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/signals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Signals, newest first */
        get: operations["Signals_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/signals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One signal: every stage with what was measured against its limit, and its life so far */
        get: operations["Signals_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/signals/{id}/ack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what became of a claimed signal */
        post: operations["Signals_acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/signals/{id}/as-of": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was known when a signal was made: bars, ranges, phases and events up to its bar */
        get: operations["AsOf_signal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/signals/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take signals off the queue, best first, under a lease */
        post: operations["Signals_claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/signals/manual": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for an entry by hand: past the tilt guard, through the chain and the risk, into the queue of signals
         * @description It is sized, capped and reserved like any other, and entered at the next open. 423 `locked-out` while the tilt guard holds entries back, 422 `signal-rejected` with stage, reason, measured and limit for what risk refuses. Send an Idempotency-Key: the same key is one trade.
         */
        post: operations["ManualSignals_enter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/signals/manual/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was done by hand, newest first, with what the tilt guard said
         * @description A lock-out lasts 30 min. The last 100 actions of everybody.
         */
        get: operations["ManualSignals_actions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/strategies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All strategies: state, tier, why one does not enter, instances, profit and loss */
        get: operations["Strategies_all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/strategies/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a strategy; what it has open is left to its stop and targets */
        post: operations["Strategies_disable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/strategies/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a strategy enter trades from the next bar on */
        post: operations["Strategies_enable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/system/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a halt: trading is ACTIVE again, with a new drawdown baseline */
        post: operations["System_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/system/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What may be traded: the account, and engines and symbols that are restricted */
        get: operations["System_permits"];
        put?: never;
        /** Set what the account, an engine or a symbol may trade; the strictest of the three holds */
        post: operations["System_state"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All users, by name */
        get: operations["Users_list"];
        put?: never;
        /** Add a user */
        post: operations["Users_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a user; what they did stays in the audit log */
        delete: operations["Users_remove"];
        options?: never;
        head?: never;
        /** Change role or password, disable or enable; ends the sessions of the user */
        patch: operations["Users_change"];
        trace?: never;
    };
    "/api/v1/watchlist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every series that is watched or has bars: last price, phase, leading range, progress */
        get: operations["Watchlist_list"];
        put?: never;
        /** Watch a series; watching it twice changes nothing */
        post: operations["Watchlist_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/watchlist/{symbol}/{timeframe}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Stop watching a series; its bars stay */
        delete: operations["Watchlist_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/tradingview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An alert of TradingView: stored as an experiment before it is answered; the same content again changes nothing */
        post: operations["Webhooks_tradingView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AckBody: {
            /**
             * Format: date-time
             * @description When it happened; the time of the request without it.
             */
            at?: string;
            /** @example my-executor */
            claimer: string;
            /**
             * @description RETURNED puts the signal back on the queue.
             * @enum {string}
             */
            outcome: "FILLED" | "CANCELLED" | "RETURNED";
        };
        AnalyzeBody: {
            /**
             * @example [
             *       "AAPL"
             *     ]
             */
            symbols: string[];
            /** @enum {string} */
            timeframe: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
        };
        BacktestBody: {
            /**
             * Format: date
             * @description Inclusive; the newest bar without it.
             */
            end_date?: string;
            /**
             * @description initial_equity (text), account_zone, ice_break_price (LOW or CLOSE), ice_break_tolerance_percent (text),
             *     profile (classic or strict), min_confidence (70 to 100), target (PRIMARY or CONSERVATIVE), risk_scale, minimum_r, max_heat_percent,
             *     cost_scale.
             * @example {
             *       "initial_equity": "100000",
             *       "min_confidence": 75
             *     }
             */
            options?: {
                [key: string]: unknown;
            };
            /**
             * Format: date
             * @description Inclusive; the oldest bar without it.
             */
            start_date?: string;
            /**
             * @description Either this or `symbols`, or uploads alone.
             * @example AAPL
             */
            symbol?: string;
            symbols?: string[];
            /**
             * @description Of the symbols; an upload has its own.
             * @enum {string}
             */
            timeframe?: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
            /**
             * @description Series brought along by POST backtests/uploads; one portfolio with the symbols.
             * @example [
             *       "up_1"
             *     ]
             */
            uploads?: string[];
        };
        BarsBody: {
            bars?: {
                [key: string]: unknown;
            }[];
            /**
             * @description Decimal text or a number.
             * @example 101.25
             */
            close?: string;
            /**
             * @description Decimal text or a number.
             * @example 101.25
             */
            high?: string;
            /**
             * @description Decimal text or a number.
             * @example 101.25
             */
            low?: string;
            /**
             * @description Decimal text or a number.
             * @example 101.25
             */
            open?: string;
            /**
             * @default REST
             * @enum {string}
             */
            source: "REST" | "CSV" | "REPLAY" | "FEED" | "SIMULATED";
            /** @example AAPL */
            symbol?: string;
            /** @enum {string} */
            timeframe?: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
            /**
             * Format: date-time
             * @description Open time of the bar.
             */
            timestamp?: string;
            /**
             * @description Decimal text or a number.
             * @example 101.25
             */
            volume?: string;
        };
        CalendarImportBody: {
            /**
             * Format: date-time
             * @description From when the rows are complete for the symbols or currencies they name; with `known_to`.
             */
            known_from?: string;
            /**
             * Format: date-time
             * @description Until when they are complete, inclusive; a day alone is the whole day.
             */
            known_to?: string;
            rows: {
                [key: string]: unknown;
            }[];
            /**
             * @description Where the rows are from, for people.
             * @default REST
             */
            source: string;
            /** @description Symbols, or currencies, that are complete besides those with a row: nothing is scheduled for them. */
            subjects?: string[];
        };
        ClaimBody: {
            /**
             * @description Who claims; asking again gives the same unacknowledged signals.
             * @example my-executor
             */
            claimer: string;
            /** @default 60 */
            lease_seconds: number;
            /** @default 1 */
            max: number;
            /** @description Without it, whatever is best. */
            series?: components["schemas"]["ClaimSeries"];
        };
        ClaimSeries: {
            /** @example AAPL */
            symbol: string;
            /**
             * Format: date-time
             * @description Only signals of bars up to this open time.
             */
            through_open_time: string;
            /** @enum {string} */
            timeframe: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
        };
        CloseBody: {
            /** @description Why; kept in the audit log. */
            note: string;
            /** @description The position to close; left out, everything. */
            position_id?: Record<string, never> | null;
        };
        ImportBody: {
            /** @description The file: a header line, then one bar a line. */
            csv: string;
            /**
             * @default CSV
             * @enum {string}
             */
            source: "REST" | "CSV" | "REPLAY" | "FEED" | "SIMULATED";
            /** @example AAPL */
            symbol: string;
            /** @enum {string} */
            timeframe: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
        };
        KeyAnswer: {
            /**
             * @description The first letters, to tell keys apart.
             * @example tape_x3Tq9Z
             */
            begins_with: string;
            /** Format: date-time */
            created_at: string;
            /** @example user:admin */
            created_by: string;
            /** Format: date-time */
            expires_at: string | null;
            id: string;
            /**
             * Format: date-time
             * @description To the minute.
             */
            last_used_at: string | null;
            /** @example desk-a */
            name: string;
            /** @enum {string} */
            role: "viewer" | "trader" | "admin";
        };
        KeysAnswer: {
            items: components["schemas"]["KeyAnswer"][];
        };
        LoginBody: {
            /** @example correct-horse-battery */
            password: string;
            /** @example admin */
            username: string;
        };
        LoopbackAnswer: {
            /**
             * @description Null: log in.
             * @enum {string|null}
             */
            role: "viewer" | "trader" | "admin" | null;
        };
        ManualSignalBody: {
            /**
             * @description Where the market is: the order is filled at the next open, and sized from here to the stop.
             * @example 101.25
             */
            entry: string;
            /** @description Why; kept in the audit log. */
            note: string;
            /**
             * @description Percent of equity at risk, up to 2; the caps of the account hold all the same.
             * @default 0.5
             * @example 0.5
             */
            risk_percent: string;
            /** @enum {string} */
            side: "LONG" | "SHORT";
            /** @example 98.50 */
            stop: string;
            /** @example AAPL */
            symbol: string;
            /**
             * @description One to three, nearest first.
             * @example [
             *       "108.00",
             *       "112.00"
             *     ]
             */
            targets: string[];
            /**
             * @description Whose bars the trade is worked on; the entry is at its next open.
             * @enum {string}
             */
            timeframe: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
        };
        NewKeyAnswer: {
            /**
             * @description The first letters, to tell keys apart.
             * @example tape_x3Tq9Z
             */
            begins_with: string;
            /** Format: date-time */
            created_at: string;
            /** @example user:admin */
            created_by: string;
            /** Format: date-time */
            expires_at: string | null;
            id: string;
            /**
             * @description The key itself: shown this once.
             * @example tape_…
             */
            key: string;
            /**
             * Format: date-time
             * @description To the minute.
             */
            last_used_at: string | null;
            /** @example desk-a */
            name: string;
            /** @enum {string} */
            role: "viewer" | "trader" | "admin";
        };
        NewKeyBody: {
            /**
             * Format: date-time
             * @description When it ends; never when absent.
             */
            expires_at?: string;
            /**
             * @description What uses it; its actions are audited under this name.
             * @example desk-a
             */
            name: string;
            /** @enum {string} */
            role: "viewer" | "trader" | "admin";
        };
        NewUserAnswer: {
            /** Format: date-time */
            created_at: string;
            disabled: boolean;
            id: string;
            /** Format: date-time */
            last_login_at: string | null;
            /** @description The random password, shown this once; absent when one was given. */
            password?: string;
            /** Format: date-time */
            password_changed_at: string;
            /** @enum {string} */
            role: "viewer" | "trader" | "admin";
            /** @example anna */
            username: string;
        };
        NewUserBody: {
            /** @description A random one when absent. */
            password?: string;
            /** @enum {string} */
            role: "viewer" | "trader" | "admin";
            /** @example anna */
            username: string;
        };
        NoteBody: {
            /** @description Why; kept in the audit log. */
            note: string;
        };
        PasswordBody: {
            current_password: string;
            new_password: string;
        };
        PolicyBody: {
            /** @description Whether signals become experiments at all. */
            enabled: boolean;
            /**
             * @description Who gets the real order. SHADOW_ONLY leaves it to the plan of the signal, which is engine A, and reports both engines as shadows.
             * @enum {string}
             */
            mode: "SHADOW_ONLY" | "ENGINE_A_PRIMARY" | "ENGINE_B_PRIMARY" | "SPLIT_CAPITAL";
            /** @description Why; kept in the audit log. */
            note: string;
            /** @description Share of engine A in the draw of variants, and of the size with SPLIT_CAPITAL. */
            split_percentage: number;
            /**
             * @description A name never used before: results are told apart by it.
             * @example 2026-w47
             */
            version: string;
        };
        PushKeys: {
            /** @description Authentication secret of the browser, base64url. */
            auth: string;
            /** @description Public key of the browser, base64url. */
            p256dh: string;
        };
        PushSubscriptionBody: {
            /** @description Where its push service takes messages. */
            endpoint: string;
            /** @description As browsers send it; not used. */
            expirationTime?: Record<string, never> | null;
            keys: components["schemas"]["PushKeys"];
        };
        ResolveBody: {
            /**
             * @description EXPLAIN: not ours. ADOPT: the broker is right, the books follow. FLATTEN: close the excess there.
             * @enum {string}
             */
            choice: "EXPLAIN" | "ADOPT" | "FLATTEN";
            /** @description Why; kept in the audit log. */
            note: string;
        };
        RowsBody: {
            rows: {
                [key: string]: unknown;
            }[];
            /**
             * @description Where the rows are from, for people.
             * @default REST
             */
            source: string;
        };
        StateBody: {
            /**
             * @description Name of the engine (wyckoff) or symbol; not for the account.
             * @example AAPL
             */
            name?: string;
            /** @description Why; kept in the audit log. */
            note: string;
            /**
             * @description Whose trading is meant.
             * @default ACCOUNT
             * @enum {string}
             */
            scope: "ACCOUNT" | "ENGINE" | "SYMBOL";
            /**
             * @description ACTIVE all, REDUCING exits only, HALTED nothing.
             * @enum {string}
             */
            to: "ACTIVE" | "REDUCING" | "HALTED";
        };
        SweepBody: {
            /**
             * Format: date
             * @description Inclusive; the newest bar without it.
             */
            end_date?: string;
            /**
             * @description Options and their values; every combination is run, up to 200. An account’s own options cannot be varied.
             * @example {
             *       "min_confidence": [
             *         70,
             *         75,
             *         80
             *       ],
             *       "profile": [
             *         "classic",
             *         "strict"
             *       ]
             *     }
             */
            grid: {
                [key: string]: unknown[];
            };
            /**
             * @default expectancy_r
             * @enum {string}
             */
            objective: "expectancy_r" | "net_pnl" | "sharpe" | "sortino" | "calmar";
            /**
             * @description initial_equity (text), account_zone, ice_break_price (LOW or CLOSE), ice_break_tolerance_percent (text),
             *     profile (classic or strict), min_confidence (70 to 100), target (PRIMARY or CONSERVATIVE), risk_scale, minimum_r, max_heat_percent,
             *     cost_scale.
             * @example {
             *       "initial_equity": "100000",
             *       "min_confidence": 75
             *     }
             */
            options?: {
                [key: string]: unknown;
            };
            /**
             * Format: date
             * @description Inclusive; the oldest bar without it.
             */
            start_date?: string;
            /**
             * @description Either this or `symbols`, or uploads alone.
             * @example AAPL
             */
            symbol?: string;
            symbols?: string[];
            /**
             * @description Of the symbols; an upload has its own.
             * @enum {string}
             */
            timeframe?: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
            /**
             * @description Series brought along by POST backtests/uploads; one portfolio with the symbols.
             * @example [
             *       "up_1"
             *     ]
             */
            uploads?: string[];
        };
        SwitchBody: {
            /**
             * @description Why; it goes into the audit log.
             * @example tried on paper for a month
             */
            note?: string;
        };
        TestBody: {
            /** @enum {string} */
            channel: "slack" | "webhook" | "telegram" | "email" | "sms" | "webpush";
        };
        TokenAnswer: {
            /** @description For `Authorization: Bearer …`; the refresh token comes as cookie `tape_refresh`. */
            access_token: string;
            /** @example 600 */
            expires_in_seconds: number;
            /** @enum {string} */
            token_type: "Bearer";
            user: components["schemas"]["WhoAnswer"];
        };
        UploadBody: {
            /** @description The file: a header line, then one bar a line. */
            csv: string;
            /** @example AAPL */
            symbol: string;
            /** @enum {string} */
            timeframe: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
        };
        UserAnswer: {
            /** Format: date-time */
            created_at: string;
            disabled: boolean;
            id: string;
            /** Format: date-time */
            last_login_at: string | null;
            /** Format: date-time */
            password_changed_at: string;
            /** @enum {string} */
            role: "viewer" | "trader" | "admin";
            /** @example anna */
            username: string;
        };
        UserChangeBody: {
            /** @description Who is disabled cannot log in, and is out at once. */
            disabled?: boolean;
            password?: string;
            /** @enum {string} */
            role?: "viewer" | "trader" | "admin";
        };
        UsersAnswer: {
            items: components["schemas"]["UserAnswer"][];
        };
        WalkForwardBody: {
            /**
             * Format: date
             * @description Inclusive; the newest bar without it.
             */
            end_date?: string;
            /**
             * @description Options and their values; every combination is run, up to 200. An account’s own options cannot be varied.
             * @example {
             *       "min_confidence": [
             *         70,
             *         75,
             *         80
             *       ],
             *       "profile": [
             *         "classic",
             *         "strict"
             *       ]
             *     }
             */
            grid: {
                [key: string]: unknown[];
            };
            /**
             * @description Trades in sample under which a variant is not chosen.
             * @default 10
             */
            minimum_trades: number;
            /**
             * @default expectancy_r
             * @enum {string}
             */
            objective: "expectancy_r" | "net_pnl" | "sharpe" | "sortino" | "calmar";
            /**
             * @description initial_equity (text), account_zone, ice_break_price (LOW or CLOSE), ice_break_tolerance_percent (text),
             *     profile (classic or strict), min_confidence (70 to 100), target (PRIMARY or CONSERVATIVE), risk_scale, minimum_r, max_heat_percent,
             *     cost_scale.
             * @example {
             *       "initial_equity": "100000",
             *       "min_confidence": 75
             *     }
             */
            options?: {
                [key: string]: unknown;
            };
            /**
             * Format: date
             * @description Inclusive; the oldest bar without it.
             */
            start_date?: string;
            /**
             * @description Either this or `symbols`, or uploads alone.
             * @example AAPL
             */
            symbol?: string;
            symbols?: string[];
            /**
             * @description Of the symbols; an upload has its own.
             * @enum {string}
             */
            timeframe?: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
            /**
             * @description Series brought along by POST backtests/uploads; one portfolio with the symbols.
             * @example [
             *       "up_1"
             *     ]
             */
            uploads?: string[];
            window: components["schemas"]["WalkForwardWindowBody"];
        };
        WalkForwardWindowBody: {
            /**
             * @description Days a choice is made from; the first ones, where anchored.
             * @example 1095
             */
            in_sample_days: number;
            /**
             * @default ROLLING
             * @enum {string}
             */
            mode: "ROLLING" | "ANCHORED";
            /**
             * @description Days a choice is kept for.
             * @example 365
             */
            out_of_sample_days: number;
        };
        WatchBody: {
            /** @example AAPL */
            symbol: string;
            /** @enum {string} */
            timeframe: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
        };
        WhoAnswer: {
            /** @example 6f1c2f0a-55a8-4ad1-9a0b-2f0c7ad1a8f1 */
            id: string;
            /** @enum {string} */
            role: "viewer" | "trader" | "admin";
            /** @example admin */
            username: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    ApiKeys_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeysAnswer"];
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    ApiKeys_add: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewKeyBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewKeyAnswer"];
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    ApiKeys_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Audit_list: {
        parameters: {
            query?: {
                action?: string;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                limit?: number;
                subject?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Auth_login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenAnswer"];
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Auth_logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Auth_loopback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoopbackAnswer"];
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Auth_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhoAnswer"];
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Auth_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordBody"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Auth_refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenAnswer"];
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Backtests_list: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                kind?: string;
                limit?: number;
                status?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            bars: number | null;
                            /** Format: date-time */
                            created_at: string;
                            /** @description Why it failed; code `interrupted` where its process ended. */
                            error: {
                                code: string;
                                message: string;
                            } | null;
                            figures: {
                                [key: string]: unknown;
                            } | null;
                            /** Format: date-time */
                            finished_at: string | null;
                            id: string;
                            /** @enum {string} */
                            kind: "SINGLE" | "SWEEP" | "WALK_FORWARD";
                            request: {
                                [key: string]: unknown;
                            };
                            /** @enum {string} */
                            status: "QUEUED" | "RUNNING" | "DONE" | "CANCELLED" | "FAILED";
                        }[];
                        /** @description Hand it back as `cursor` for the next page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Backtests_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bars: number | null;
                        baseline: {
                            [key: string]: unknown;
                        } | null;
                        /** @description The same trades entered at random: distribution of their mean R, and the percentile of the real one. */
                        chance: {
                            [key: string]: unknown;
                        } | null;
                        /** Format: date-time */
                        created_at: string;
                        equity_curve: Record<string, never>[] | null;
                        /** @description Why it failed; code `interrupted` where its process ended. */
                        error: {
                            code: string;
                            message: string;
                        } | null;
                        /** Format: date-time */
                        finished_at: string | null;
                        id: string;
                        /** @enum {string} */
                        kind: "SINGLE" | "SWEEP" | "WALK_FORWARD";
                        metrics: {
                            [key: string]: unknown;
                        } | null;
                        rejections: Record<string, never>[] | null;
                        request: {
                            [key: string]: unknown;
                        };
                        signals: Record<string, never>[] | null;
                        /** @enum {string} */
                        status: "QUEUED" | "RUNNING" | "DONE" | "CANCELLED" | "FAILED";
                        sweep: {
                            /** @description Place of the best row, from 0. */
                            best: number | null;
                            cautions: ("insufficient-sample" | "not-above-chance" | "expectancy-may-be-zero")[];
                            /** @description How likely the best is better than the best of as many tries without skill. */
                            deflated_sharpe: {
                                expected_by_chance: number;
                                probability: number;
                                sharpe: number;
                                trials: number;
                            } | null;
                            /** @example expectancy_r */
                            objective: string;
                            rows: {
                                cagr_percent: number | null;
                                expectancy_interval: number[] | null;
                                expectancy_r: number | null;
                                exposure_percent: number | null;
                                /** @description Decimal text, account currency. */
                                final_equity: string;
                                insufficient_sample: boolean;
                                max_drawdown_percent: number;
                                /** @description Decimal text, account currency. */
                                net_pnl: string;
                                objective_value: number | null;
                                profit_factor: number | null;
                                returns: Record<string, never>;
                                sharpe: number | null;
                                signals_generated: number;
                                sortino: number | null;
                                trades: number;
                                /**
                                 * @example {
                                 *       "min_confidence": 75
                                 *     }
                                 */
                                varied: {
                                    [key: string]: unknown;
                                };
                                win_rate_percent: number | null;
                            }[];
                        } | null;
                        trades: Record<string, never>[] | null;
                        walk_forward: {
                            chosen: {
                                [key: string]: number;
                            };
                            /** @description Out of sample over in sample; null where nothing was promised. */
                            efficiency: number | null;
                            in_sample_expectancy_r: number | null;
                            /** @example expectancy_r */
                            objective: string;
                            out_of_sample_expectancy_r: number | null;
                            plan: Record<string, never>;
                            steps: {
                                /** @enum {string} */
                                because: "BEST_IN_SAMPLE" | "KEPT";
                                /** Format: date-time */
                                chosen_at: string;
                                in_sample: {
                                    cagr_percent: number | null;
                                    expectancy_interval: number[] | null;
                                    expectancy_r: number | null;
                                    exposure_percent: number | null;
                                    /** @description Decimal text, account currency. */
                                    final_equity: string;
                                    insufficient_sample: boolean;
                                    max_drawdown_percent: number;
                                    /** @description Decimal text, account currency. */
                                    net_pnl: string;
                                    profit_factor: number | null;
                                    sharpe: number | null;
                                    signals_generated: number;
                                    sortino: number | null;
                                    trades: number;
                                    win_rate_percent: number | null;
                                };
                                /** Format: date-time */
                                in_sample_after: string;
                                /** @description Statistics of the trades opened in the window. */
                                out_of_sample: Record<string, never>;
                                /** Format: date-time */
                                through: string;
                                /**
                                 * @example {
                                 *       "min_confidence": 75
                                 *     }
                                 */
                                varied: {
                                    [key: string]: unknown;
                                };
                            }[];
                            variants: number;
                        } | null;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Backtests_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Backtests_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Backtests_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Backtests_trades: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Backtests_compare: {
        parameters: {
            query: {
                /** @description Id of the first backtest. */
                a: string;
                /** @description Id of the second; differences are the second minus the first. */
                b: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Studies_sweep: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SweepBody"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example bt_1 */
                        backtest_id: string;
                        bars: number;
                        /** @example /api/v1/backtests/bt_1 */
                        location: string;
                        /** @enum {string} */
                        status: "QUEUED";
                        /** @description Runs of a study that are held against each other; else 1. */
                        variants: number;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    BacktestUploads_upload: {
        parameters: {
            query: {
                symbol: string;
                timeframe: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Or the CSV itself as text/csv, with symbol and timeframe in the query. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UploadBody"];
                "text/csv": components["schemas"]["UploadBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        refusals: {
                            field: string | null;
                            line: number;
                            message: string | null;
                            rule: string | null;
                        }[];
                        refusals_truncated: boolean;
                        refused: number;
                        rows: number;
                        symbol: string;
                        timeframe: string;
                        /** @example up_1 */
                        upload_id: string;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Studies_walkForward: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WalkForwardBody"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example bt_1 */
                        backtest_id: string;
                        bars: number;
                        /** @example /api/v1/backtests/bt_1 */
                        location: string;
                        /** @enum {string} */
                        status: "QUEUED";
                        /** @description Runs of a study that are held against each other; else 1. */
                        variants: number;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Bars_list: {
        parameters: {
            query: {
                /** @description `next_cursor` of the page before: older bars. */
                cursor?: string;
                /** @description Oldest open time, inclusive. */
                from?: string;
                limit?: number;
                /** @description With each bar its volume ratio, spread and effort against result. */
                measures?: boolean;
                symbol: string;
                timeframe: string;
                /** @description Newest open time, inclusive. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Bars_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BarsBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        duplicate: number;
                        /** @description Gaps seen before accepted bars. */
                        gaps: number;
                        /** @description Only what was not accepted. */
                        outcomes: {
                            field: string | null;
                            /** @description Position in the request, from 0. */
                            index: number;
                            message: string | null;
                            /** @enum {string} */
                            outcome: "accepted" | "duplicate" | "refused";
                            /** @description Closed word, "high-below-low" for example; null when accepted. */
                            rule: string | null;
                        }[];
                        refused: number;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    StoredSeries_gaps: {
        parameters: {
            query: {
                symbol: string;
                timeframe: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bars_read: number;
                        items: {
                            /** Format: date-time */
                            after: string;
                            /** Format: date-time */
                            before: string;
                            missing_bars: number;
                        }[];
                        missing_bars: number;
                        symbol: string;
                        timeframe: string;
                        truncated: boolean;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    StoredSeries_series: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Calendars_coverage: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                kind?: string;
                limit?: number;
                /** @description Symbol for EARNINGS, currency for the others. */
                subject?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            kind: string;
                            /** Format: date-time */
                            known_from: string;
                            /** Format: date-time */
                            known_to: string;
                            subject: string;
                        }[];
                        /** @description Hand it back as `cursor` for the next page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Calendars_earnings: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Oldest time, inclusive. */
                from?: string;
                limit?: number;
                symbol?: string;
                /** @description Newest time, inclusive. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            at: string;
                            source: string;
                            symbol: string;
                        }[];
                        /** @description Hand it back as `cursor` for the next page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Calendars_putEarnings: {
        parameters: {
            query?: {
                /** @description From when the rows are complete for the symbols or currencies they name; with `known_to`. */
                known_from?: string;
                /** @description Until when they are complete, inclusive; a day alone is the whole day. */
                known_to?: string;
                /** @description Where the rows are from, for people. */
                source?: string;
                /** @description Symbols, or currencies, that are complete besides those with a row: nothing is scheduled for them. */
                subjects?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Or a CSV as text/csv, with the other fields in the query. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CalendarImportBody"];
                "text/csv": components["schemas"]["CalendarImportBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Rows that replaced another value. */
                        changed: number;
                        /** @description As it stands now, of the subjects the request covers. */
                        coverage: {
                            /** @description EARNINGS, or the kind of an economic event. */
                            kind: string;
                            /** Format: date-time */
                            known_from: string;
                            /** Format: date-time */
                            known_to: string;
                            /** @description Symbol for EARNINGS, currency for the others. */
                            subject: string;
                        }[];
                        /** @description Subjects that are not covered because a row of theirs was refused; `*`: one whose subject cannot be read. */
                        not_covered: string[];
                        refusals?: {
                            field: string;
                            /** @description Line of the file, or place among the rows, from 1. */
                            line?: number;
                            message: string;
                            /** @description Closed word, "bad-time" for example. */
                            rule: string;
                        }[];
                        refused: number;
                        /** @description Stored rows that the request says do not exist. */
                        removed: number;
                        /** @description Rows that were sent. */
                        rows?: number;
                        /** @description Rows that are new. */
                        stored: number;
                        /** @description Rows that were there already. */
                        unchanged: number;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Calendars_economic: {
        parameters: {
            query?: {
                currency?: string;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Oldest time, inclusive. */
                from?: string;
                kind?: string;
                limit?: number;
                /** @description Newest time, inclusive. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            at: string;
                            currency: string;
                            kind: string;
                            source: string;
                        }[];
                        /** @description Hand it back as `cursor` for the next page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Calendars_putEconomic: {
        parameters: {
            query?: {
                /** @description From when the rows are complete for the symbols or currencies they name; with `known_to`. */
                known_from?: string;
                /** @description Until when they are complete, inclusive; a day alone is the whole day. */
                known_to?: string;
                /** @description Where the rows are from, for people. */
                source?: string;
                /** @description Symbols, or currencies, that are complete besides those with a row: nothing is scheduled for them. */
                subjects?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Or a CSV as text/csv, with the other fields in the query. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CalendarImportBody"];
                "text/csv": components["schemas"]["CalendarImportBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Rows that replaced another value. */
                        changed: number;
                        /** @description As it stands now, of the subjects the request covers. */
                        coverage: {
                            /** @description EARNINGS, or the kind of an economic event. */
                            kind: string;
                            /** Format: date-time */
                            known_from: string;
                            /** Format: date-time */
                            known_to: string;
                            /** @description Symbol for EARNINGS, currency for the others. */
                            subject: string;
                        }[];
                        /** @description Subjects that are not covered because a row of theirs was refused; `*`: one whose subject cannot be read. */
                        not_covered: string[];
                        refusals?: {
                            field: string;
                            /** @description Line of the file, or place among the rows, from 1. */
                            line?: number;
                            message: string;
                            /** @description Closed word, "bad-time" for example. */
                            rule: string;
                        }[];
                        refused: number;
                        /** @description Stored rows that the request says do not exist. */
                        removed: number;
                        /** @description Rows that were sent. */
                        rows?: number;
                        /** @description Rows that are new. */
                        stored: number;
                        /** @description Rows that were there already. */
                        unchanged: number;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Campaigns_list: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Oldest time, inclusive. */
                from?: string;
                limit?: number;
                state?: string;
                symbol?: string;
                timeframe?: string;
                /** @description Newest time, inclusive. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Campaigns_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Analysis_customEvents: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Name of a plug-in. */
                detector?: string;
                /** @description Oldest time, inclusive. */
                from?: string;
                limit?: number;
                symbol?: string;
                timeframe?: string;
                /** @description Newest time, inclusive. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description Name of the plug-in. */
                            detector: string;
                            /** Format: date-time */
                            event_time: string;
                            /** Format: date-time */
                            known_at: string;
                            /** @description Price of the event, quote currency. */
                            price: string;
                            /** @description The range it belongs to; null for none. */
                            range_id: string | null;
                            /** @description Event bar's volume against the mean of the 20 bars before it. */
                            relative_volume: number | null;
                            /** @description Points, 0-100. */
                            score: number;
                            /** @description What the score is made of, by name, in points. */
                            score_parts: {
                                [key: string]: number;
                            };
                            /** @description Null when the plug-in names none. */
                            side: ("ACCUMULATION" | "DISTRIBUTION") | null;
                            /** @description Name of the instrument as the feed writes it: `AAPL`, `BRK.B`, `EUR/USD`. */
                            symbol: string;
                            /**
                             * @description Length of the bars.
                             * @enum {string}
                             */
                            timeframe: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
                        }[];
                        /** @description Hand it back as `cursor` for the next page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    DeadLetters_list: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            at: string;
                            /** @description The message as it was, text. */
                            body: string;
                            /** @description How often it was tried. */
                            deliveries: number;
                            /** @description Its `Nats-Msg-Id`; null when it had none. */
                            message_id: string | null;
                            /** @description Why it could not be processed. */
                            reason: string;
                            /** @description Its place among the dead letters. */
                            sequence?: number;
                            /** @description The service that gave up. */
                            service: string;
                            /** @description The stream the message came from. */
                            stream: string;
                            /** @description Its position there. */
                            stream_sequence: number;
                            /** @description Its subject. */
                            subject: string;
                        }[];
                        /** @description Hand it back as `cursor` for the next page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    DeadLetters_replay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sequence: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Exits_list: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Oldest time, inclusive. */
                from?: string;
                limit?: number;
                symbol?: string;
                timeframe?: string;
                /** @description Newest time, inclusive. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            bar_time: string;
                            /** @description The campaign to close; null when the whole portfolio is meant. */
                            campaign_id: string | null;
                            /** @description Pure function of trigger, campaign and bar: the same exit is triggered once. */
                            id: string;
                            /** @description The level or limit it broke. */
                            limit: string;
                            /** @description The price, or the loss in percent, that was measured. */
                            measured: string;
                            /** @description One sentence for a person. */
                            message: string;
                            /** @description Name of the instrument as the feed writes it: `AAPL`, `BRK.B`, `EUR/USD`. */
                            symbol: string;
                            /**
                             * @description Length of the bars.
                             * @enum {string}
                             */
                            timeframe: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
                            /** @enum {string} */
                            trigger: "SPRING_LOW_BREAK" | "ICE_BREAK" | "UTAD_HIGH_EXCEEDED" | "DAILY_LOSS" | "MAX_DRAWDOWN";
                        }[];
                        /** @description Hand it back as `cursor` for the next page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Exits_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Broker_close: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Positions and entries that are being left. */
                        closing: number;
                        tilt?: {
                            anomalies: {
                                /** @enum {string} */
                                kind: "REENTRY_AFTER_STOP" | "REVENGE_SIZE" | "MARTINGALE" | "CANCEL_STORM";
                                limit: string;
                                /** @enum {string} */
                                measure: "NONE" | "WARN" | "HALVE_SIZE" | "LOCK_OUT";
                                measured: string;
                                message: string;
                            }[];
                            /** Format: date-time */
                            locked_until: string | null;
                            /** @enum {string} */
                            measure: "NONE" | "WARN" | "HALVE_SIZE" | "LOCK_OUT";
                            /**
                             * @description What the asked risk was multiplied with.
                             * @enum {string}
                             */
                            size_factor: "0" | "0.5" | "1";
                        };
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Broker_differences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        differences: {
                            /** Format: date-time */
                            found_at: string;
                            id: string;
                            /** @enum {string} */
                            kind: "POSITION" | "UNKNOWN_ORDER" | "MISSING_ORDER";
                            note: string | null;
                            ours: string;
                            /** Format: date-time */
                            resolved_at: string | null;
                            resolved_by: string | null;
                            /** @enum {string} */
                            status: "OPEN" | "EXPLAINED" | "ADOPTED" | "FLATTENED" | "GONE";
                            /** @description Symbol of a POSITION, client order id otherwise. */
                            subject: string;
                            theirs: string;
                        }[];
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Broker_resolve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Experiments_list: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Oldest time, inclusive. */
                from?: string;
                limit?: number;
                /** @description OWN was made here, WEBHOOK came from outside. */
                source?: string;
                state?: string;
                symbol?: string;
                timeframe?: string;
                /** @description Newest time, inclusive. */
                to?: string;
                /** @description The engine the signal was drawn for. */
                variant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            attempts?: number;
                            /** Format: date-time */
                            completed_at?: string | null;
                            /** @description Hash of the frozen market context. */
                            context_sha256?: string | null;
                            error?: string | null;
                            id: string;
                            outcomes: {
                                ending?: string | null;
                                /** @enum {string} */
                                engine: "A" | "B";
                                engine_version?: string;
                                entry_price?: string | null;
                                /** @description Hash of what the engine was given; equal for both. */
                                input_sha256: string;
                                /** @enum {string} */
                                kind: "REAL" | "SHADOW";
                                /** Format: date-time */
                                opened_at?: string | null;
                                /** @description By the engine's own stop, target and time limit. */
                                own_exit?: {
                                    /** Format: date-time */
                                    at?: string | null;
                                    price?: string;
                                    r_multiple?: string;
                                } | null;
                                plan?: Record<string, never>;
                                /** @enum {string} */
                                state: "OPEN" | "CLOSED" | "NOT_ENTERED";
                                /** @description Together with the real trade of the signal; null where there was none. */
                                synchronised_exit?: {
                                    /** Format: date-time */
                                    at?: string | null;
                                    price?: string;
                                    r_multiple?: string;
                                } | null;
                            }[];
                            policy: Record<string, never>;
                            /** Format: date-time */
                            received_at?: string | null;
                            signal?: Record<string, never>;
                            signal_id: string;
                            /** @description Hash of what makes the signal this signal; the variant is drawn from it. */
                            signal_sha256?: string;
                            /** @enum {string} */
                            source: "OWN" | "WEBHOOK";
                            /** Format: date-time */
                            started_at?: string | null;
                            /** @enum {string} */
                            state: "PENDING" | "PROCESSING" | "RUNNING" | "COMPLETED" | "FAILED";
                            symbol: string;
                            timeframe: string;
                            /** @enum {string|null} */
                            variant?: "A" | "B" | null;
                        }[];
                        /** @description Hand it back as `cursor` for the next page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Experiments_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        attempts?: number;
                        /** Format: date-time */
                        completed_at?: string | null;
                        /** @description Hash of the frozen market context. */
                        context_sha256?: string | null;
                        error?: string | null;
                        id: string;
                        outcomes: {
                            ending?: string | null;
                            /** @enum {string} */
                            engine: "A" | "B";
                            engine_version?: string;
                            entry_price?: string | null;
                            /** @description Hash of what the engine was given; equal for both. */
                            input_sha256: string;
                            /** @enum {string} */
                            kind: "REAL" | "SHADOW";
                            /** Format: date-time */
                            opened_at?: string | null;
                            /** @description By the engine's own stop, target and time limit. */
                            own_exit?: {
                                /** Format: date-time */
                                at?: string | null;
                                price?: string;
                                r_multiple?: string;
                            } | null;
                            plan?: Record<string, never>;
                            /** @enum {string} */
                            state: "OPEN" | "CLOSED" | "NOT_ENTERED";
                            /** @description Together with the real trade of the signal; null where there was none. */
                            synchronised_exit?: {
                                /** Format: date-time */
                                at?: string | null;
                                price?: string;
                                r_multiple?: string;
                            } | null;
                        }[];
                        policy: Record<string, never>;
                        /** Format: date-time */
                        received_at?: string | null;
                        signal?: Record<string, never>;
                        signal_id: string;
                        /** @description Hash of what makes the signal this signal; the variant is drawn from it. */
                        signal_sha256?: string;
                        /** @enum {string} */
                        source: "OWN" | "WEBHOOK";
                        /** Format: date-time */
                        started_at?: string | null;
                        /** @enum {string} */
                        state: "PENDING" | "PROCESSING" | "RUNNING" | "COMPLETED" | "FAILED";
                        symbol: string;
                        timeframe: string;
                        /** @enum {string|null} */
                        variant?: "A" | "B" | null;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Experiments_metrics: {
        parameters: {
            query?: {
                /** @description End of all windows; the newest end of a trade unless said. */
                as_of?: string;
                /** @description Only signals received under this policy. */
                policy_version?: string;
                source?: string;
                symbol?: string;
                /** @description Only signals drawn for this engine. */
                variant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    ExperimentPolicy_policy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        /** @description Whether signals become experiments at all. */
                        enabled: boolean;
                        /**
                         * @description Who gets the real order; with SPLIT_CAPITAL both, each its share of the size.
                         * @enum {string}
                         */
                        mode: "SHADOW_ONLY" | "ENGINE_A_PRIMARY" | "ENGINE_B_PRIMARY" | "SPLIT_CAPITAL";
                        note: string | null;
                        set_by: string;
                        /** @description Share of engine A in the draw of variants, in hundredths. */
                        split_percentage: number;
                        /** @description Its name; results are told apart by it. */
                        version: string;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    ExperimentPolicy_setPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PolicyBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        /** @description Whether signals become experiments at all. */
                        enabled: boolean;
                        /**
                         * @description Who gets the real order; with SPLIT_CAPITAL both, each its share of the size.
                         * @enum {string}
                         */
                        mode: "SHADOW_ONLY" | "ENGINE_A_PRIMARY" | "ENGINE_B_PRIMARY" | "SPLIT_CAPITAL";
                        note: string | null;
                        set_by: string;
                        /** @description Share of engine A in the draw of variants, in hundredths. */
                        split_percentage: number;
                        /** @description Its name; results are told apart by it. */
                        version: string;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Health_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Health_orchestrator: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Imports_put: {
        parameters: {
            query: {
                source?: string;
                symbol: string;
                timeframe: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Or the CSV itself as text/csv, with symbol and timeframe in the query. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportBody"];
                "text/csv": components["schemas"]["ImportBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    ImportPreview_preview: {
        parameters: {
            query: {
                source?: string;
                symbol: string;
                timeframe: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Or the CSV itself as text/csv, with symbol and timeframe in the query. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportBody"];
                "text/csv": components["schemas"]["ImportBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Instruments_list: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                limit?: number;
                sector?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            asset_class: string;
                            contract_size: string;
                            quantity_step: string;
                            sector: string | null;
                            simulated: boolean;
                            symbol: string;
                            tick_size: string;
                            unit: string;
                            volume_source: string;
                        }[];
                        /** @description Hand it back as `cursor` for the next page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Instruments_put: {
        parameters: {
            query?: {
                /** @description Where the rows are from, for people. */
                source?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Or a CSV as text/csv, with the source in the query. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["RowsBody"];
                "text/csv": components["schemas"]["RowsBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Rows that replaced another value. */
                        changed: number;
                        /** @description As it stands now, of the subjects the request covers. */
                        coverage: {
                            /** @description EARNINGS, or the kind of an economic event. */
                            kind: string;
                            /** Format: date-time */
                            known_from: string;
                            /** Format: date-time */
                            known_to: string;
                            /** @description Symbol for EARNINGS, currency for the others. */
                            subject: string;
                        }[];
                        /** @description Subjects that are not covered because a row of theirs was refused; `*`: one whose subject cannot be read. */
                        not_covered: string[];
                        refusals?: {
                            field: string;
                            /** @description Line of the file, or place among the rows, from 1. */
                            line?: number;
                            message: string;
                            /** @description Closed word, "bad-time" for example. */
                            rule: string;
                        }[];
                        refused: number;
                        /** @description Stored rows that the request says do not exist. */
                        removed: number;
                        /** @description Rows that were sent. */
                        rows?: number;
                        /** @description Rows that are new. */
                        stored: number;
                        /** @description Rows that were there already. */
                        unchanged: number;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Levels_levels: {
        parameters: {
            query: {
                symbol: string;
                timeframe: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        higher: {
                            /** @description Decimal text. */
                            creek: string | null;
                            /** @description Decimal text. */
                            ice: string | null;
                            /** @enum {string|null} */
                            phase: "A" | "B" | "C" | "D" | "E" | null;
                            /** @enum {string|null} */
                            side: "ACCUMULATION" | "DISTRIBUTION" | null;
                            timeframe: string;
                        } | null;
                        zones: {
                            /**
                             * Format: date-time
                             * @description The bar that made it.
                             */
                            from_time: string;
                            high: string;
                            /** @enum {string} */
                            kind: "SUPPLY" | "DEMAND";
                            low: string;
                            /** @enum {string} */
                            state: "FRESH" | "TESTED" | "EXHAUSTED";
                            touches: number;
                        }[];
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Notifications_list: {
        parameters: {
            query?: {
                channel?: string;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description The event that was told of. */
                event_id?: string;
                /** @description Oldest time, inclusive. */
                from?: string;
                limit?: number;
                state?: string;
                /** @description Newest time, inclusive. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            attempts: number;
                            channel: string;
                            /** Format: date-time */
                            created_at?: string;
                            deliveries: {
                                /** Format: date-time */
                                at: string;
                                attempt: number;
                                error?: string | null;
                                latency_ms?: number | null;
                                ok: boolean;
                                /** @enum {string} */
                                outcome: "accepted" | "unreachable" | "failed" | "throttled" | "rejected" | "gone" | "in-doubt";
                                status_code?: number | null;
                            }[];
                            /** @description The event it tells of, or a quiet period of events that come in swarms. */
                            event_id: string;
                            id: string;
                            kind: string;
                            /** Format: date-time */
                            next_attempt_at?: string | null;
                            /** @enum {string} */
                            severity: "INFO" | "WARNING" | "CRITICAL";
                            /** @enum {string} */
                            state: "PENDING" | "SENDING" | "FAILED" | "SENT" | "DEAD" | "UNKNOWN" | "DROPPED";
                            /** @description The receiver, where the channel has several. */
                            target?: string | null;
                            text: string;
                            title: string;
                            /** Format: date-time */
                            updated_at?: string;
                        }[];
                        /** @description Hand it back as `cursor` for the next page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Notifications_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        attempts: number;
                        channel: string;
                        /** Format: date-time */
                        created_at?: string;
                        deliveries: {
                            /** Format: date-time */
                            at: string;
                            attempt: number;
                            error?: string | null;
                            latency_ms?: number | null;
                            ok: boolean;
                            /** @enum {string} */
                            outcome: "accepted" | "unreachable" | "failed" | "throttled" | "rejected" | "gone" | "in-doubt";
                            status_code?: number | null;
                        }[];
                        /** @description The event it tells of, or a quiet period of events that come in swarms. */
                        event_id: string;
                        id: string;
                        kind: string;
                        /** Format: date-time */
                        next_attempt_at?: string | null;
                        /** @enum {string} */
                        severity: "INFO" | "WARNING" | "CRITICAL";
                        /** @enum {string} */
                        state: "PENDING" | "SENDING" | "FAILED" | "SENT" | "DEAD" | "UNKNOWN" | "DROPPED";
                        /** @description The receiver, where the channel has several. */
                        target?: string | null;
                        text: string;
                        title: string;
                        /** Format: date-time */
                        updated_at?: string;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Notifications_resend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        from: string;
                        to: string;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Notifications_channels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        channels: {
                            /** @enum {string} */
                            channel: "slack" | "webhook" | "telegram" | "email" | "sms" | "webpush";
                            /** @description Whether its settings are given. */
                            configured: boolean;
                            /** @description Null when it is not configured. */
                            min_severity: ("INFO" | "WARNING" | "CRITICAL") | null;
                        }[];
                        /** @description `applicationServerKey` of browsers; null without web push. */
                        vapid_public_key: string | null;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Notifications_test: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestBody"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Orchestrator_analyze: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnalyzeBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        patterns_detected: number;
                        processing_time_ms: number;
                        signals: {
                            /**
                             * @description Class of the instrument; it decides which rules apply.
                             * @enum {string}
                             */
                            asset_class: "STOCK" | "FOREX" | "CRYPTO";
                            /** Format: date-time */
                            bar_time: string;
                            /** @description `SYMBOL-RANGESTART`: everything built in one range. */
                            campaign_id: string;
                            /** @description What confidence is made of: pattern .5, phase .3, volume .2. */
                            components: {
                                /** @description Confidence, whole number from 0 to 100. */
                                pattern: number;
                                /** @description Confidence, whole number from 0 to 100. */
                                phase: number;
                                /** @description Confidence, whole number from 0 to 100. */
                                volume: number;
                            };
                            /** @description Confidence, whole number from 0 to 100. */
                            confidence: number;
                            /** @description One id for all that follows from one bar. */
                            correlation_id: string;
                            /** Format: date-time */
                            created_at: string;
                            /**
                             * @description Side of the trade.
                             * @enum {string}
                             */
                            direction: "LONG" | "SHORT";
                            /** @description Reference price of the entry, quote currency; the order is filled at the next open. */
                            entry: string;
                            /** Format: date-time */
                            event_time: string;
                            /** Format: date-time */
                            expires_at: string;
                            /** @description Level whose loss ends the campaign at once. */
                            guard: {
                                /** @enum {string} */
                                kind: "SPRING_LOW" | "CAMPAIGN_ICE" | "UTAD_HIGH" | "STRATEGY_STOP";
                                price: string;
                            };
                            /** @description `sig_` and a hash of the pattern id: one pattern, one signal, ever. */
                            id: string;
                            /** @description Two warnings, or one at a confidence under 80. */
                            needs_review: boolean;
                            /** @description Value at entry, account currency. */
                            notional: string;
                            /**
                             * @description The pattern; STRATEGY for an entry that rests on the conditions of a strategy.
                             * @enum {string}
                             */
                            pattern: "SPRING" | "SOS" | "LPS" | "UTAD" | "SOW" | "LPSY" | "STRATEGY";
                            /** @description The candidate it was made of. */
                            pattern_id: string;
                            /** @description Null only where a strategy saw no phase. */
                            phase: ("A" | "B" | "C" | "D" | "E") | null;
                            /** @description Units to trade, in `positionUnit`. */
                            position_size: string;
                            /** @enum {string} */
                            position_unit: "SHARES" | "LOTS" | "CONTRACTS";
                            /** @description 0-100, from confidence, R and pattern: the best is claimed first. */
                            priority: number;
                            /** @description |target - entry| / |entry - stop|. */
                            r_multiple: string;
                            range_levels: {
                                creek: string;
                                ice: string;
                                jump: string | null;
                                range_id: string;
                            };
                            /** @description The reservation that holds the money. */
                            reservation_id: string;
                            /** @description Loss at the stop, account currency. */
                            risk_amount: string;
                            /** @description riskAmount against equity, in percent. */
                            risk_percent: string;
                            /** @constant */
                            schema_version: 1;
                            /** @description True when it rests on bars of the market simulator. */
                            simulated: boolean;
                            /** @description Stop price, quote currency. */
                            stop: string;
                            /** @description The strategy that proposed it; absent for a pattern of the analysis. */
                            strategy?: {
                                /** @description Name of the strategy. */
                                id: string;
                                /** @description Percent of equity it asks to risk; null leaves it to the account's profile. */
                                risk_percent: string | null;
                                /** @description Version of its rules. */
                                version: number;
                            };
                            /** @description Name of the instrument as the feed writes it: `AAPL`, `BRK.B`, `EUR/USD`. */
                            symbol: string;
                            targets: {
                                conservative: string | null;
                                primary: string;
                                secondary: string[];
                            };
                            /**
                             * @description Length of the bars.
                             * @enum {string}
                             */
                            timeframe: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
                            /** @description How the stop of the last part follows the price; left out where it does not. */
                            trailing?: {
                                /** @description Begins once so many are filled, or all but the last. */
                                after_targets: 1 | 2;
                                /** @description Whether the last part runs past the objective until its stop. */
                                beyond_objective: boolean;
                                /**
                                 * @description So far behind the best price, or behind the bar that made it.
                                 * @enum {string}
                                 */
                                by: "DISTANCE" | "STRUCTURE";
                                /** @description Quote currency, for DISTANCE; null for STRUCTURE. */
                                distance: string | null;
                            };
                            validation_chain: {
                                /** @description Two warnings, or one at a confidence under 80. */
                                needs_review: boolean;
                                /**
                                 * @description FAIL when a stage failed, else WARN when one warned, else PASS.
                                 * @enum {string}
                                 */
                                overall: "PASS" | "WARN" | "FAIL";
                                /** @description In the order they were given; the first FAIL is the last entry. */
                                stages: {
                                    /** Format: date-time */
                                    at: string;
                                    /**
                                     * @description All the stage looked at, in that order; empty in events from before this field.
                                     * @default []
                                     */
                                    checks: {
                                        /**
                                         * @description How the measured value must stand to the limit; `is` compares words.
                                         * @enum {string}
                                         */
                                        bound: "at-least" | "over" | "at-most" | "under" | "is";
                                        /** @description What it was held against, as text. */
                                        limit: string | null;
                                        /** @description What was measured, as text; null when there was nothing. */
                                        measured: string | null;
                                        /** @description What was measured, in a few words: "phase confidence", "hours to earnings". */
                                        name: string;
                                        /**
                                         * @description PASS when the bound is kept.
                                         * @enum {string}
                                         */
                                        status: "PASS" | "WARN" | "FAIL";
                                    }[];
                                    /** @description What it was held against, as text. */
                                    limit: string | null;
                                    /** @description Of the finding that decided, on PASS of the check nearest to its limit, as text; null when nothing was. */
                                    measured: string | null;
                                    /** @description One sentence for a person. */
                                    message: string;
                                    /** @description Further numbers of the rule, by name. */
                                    metadata: {
                                        [key: string]: string | number | boolean | null;
                                    };
                                    /** @description A FAIL within 10 % of its limit. */
                                    near_miss: boolean;
                                    /** @description Closed word, "volume-too-low" for example; null on PASS. */
                                    reason: string | null;
                                    /**
                                     * @description Stage of the validation chain.
                                     * @enum {string}
                                     */
                                    stage: "VOLUME" | "PHASE" | "LEVELS" | "RISK" | "STRATEGY";
                                    /**
                                     * @description NOT_APPLICABLE: the question of the stage does not arise, for the reason given.
                                     * @enum {string}
                                     */
                                    status: "PASS" | "WARN" | "FAIL" | "NOT_APPLICABLE";
                                    /** @description Which rule set spoke, "volume.stock" for example. */
                                    validator: string;
                                }[];
                            };
                            /**
                             * @description What its volume counts: traded units or price changes.
                             * @enum {string}
                             */
                            volume_source: "TRADED" | "TICK";
                        }[];
                        signals_generated: number;
                        signals_rejected: number;
                        symbols_processed: number;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Orchestrator_backtest: {
        parameters: {
            query?: never;
            header?: {
                /** @description `respond-async`: answered 202 at once, however small. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BacktestBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Under this id it stays, on GET backtests/{id}. */
                        backtest_id: string;
                        bars_processed: number;
                        metrics: {
                            avg_latency_ms?: number;
                            p95_latency_ms?: number;
                            rejection_by_stage?: {
                                [key: string]: number;
                            };
                            total_patterns_detected?: number;
                            total_signals_generated?: number;
                            total_signals_rejected?: number;
                        } & {
                            [key: string]: unknown;
                        };
                        processing_time_seconds: number;
                        rejections: {
                            /**
                             * @description Class of the instrument; it decides which rules apply.
                             * @enum {string}
                             */
                            asset_class: "STOCK" | "FOREX" | "CRYPTO";
                            /** Format: date-time */
                            bar_time: string;
                            /** @description Confidence, whole number from 0 to 100. */
                            confidence: number;
                            /** @description One id for all that follows from one bar. */
                            correlation_id: string;
                            /**
                             * @description Side of the trade.
                             * @enum {string}
                             */
                            direction: "LONG" | "SHORT";
                            /** @description Reference price of the entry, quote currency; it was never ordered. */
                            entry: string;
                            /** Format: date-time */
                            event_time: string;
                            /** @description Pure function of the pattern id: one candidate is refused once. */
                            id: string;
                            /** @description What it was held against, as text. */
                            limit: string | null;
                            /** @description What was measured, as text. */
                            measured: string | null;
                            /** @description One sentence for a person. */
                            message: string;
                            /** @description Within 10 % of the limit. */
                            near_miss: boolean;
                            /**
                             * @description The pattern; STRATEGY for an entry that rests on the conditions of a strategy.
                             * @enum {string}
                             */
                            pattern: "SPRING" | "SOS" | "LPS" | "UTAD" | "SOW" | "LPSY" | "STRATEGY";
                            /** @description The candidate that was refused. */
                            pattern_id: string;
                            phase: ("A" | "B" | "C" | "D" | "E") | null;
                            /** @description Closed word, "heat-cap" for example. */
                            reason: string;
                            /** Format: date-time */
                            rejected_at: string;
                            /** @constant */
                            schema_version: 1;
                            /** @description True when it rests on bars of the market simulator. */
                            simulated: boolean;
                            /**
                             * @description The stage that refused.
                             * @enum {string}
                             */
                            stage: "VOLUME" | "PHASE" | "LEVELS" | "RISK" | "STRATEGY";
                            /** @description Stop price, quote currency. */
                            stop: string;
                            strategy?: {
                                /** @description Name of the strategy. */
                                id: string;
                                /** @description Percent of equity it asks to risk; null leaves it to the account's profile. */
                                risk_percent: string | null;
                                /** @description Version of its rules. */
                                version: number;
                            };
                            /** @description Name of the instrument as the feed writes it: `AAPL`, `BRK.B`, `EUR/USD`. */
                            symbol: string;
                            /** @description First objective, quote currency. */
                            target: string;
                            /**
                             * @description Length of the bars.
                             * @enum {string}
                             */
                            timeframe: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
                            validation_chain: {
                                /** @description Two warnings, or one at a confidence under 80. */
                                needs_review: boolean;
                                /**
                                 * @description FAIL when a stage failed, else WARN when one warned, else PASS.
                                 * @enum {string}
                                 */
                                overall: "PASS" | "WARN" | "FAIL";
                                /** @description In the order they were given; the first FAIL is the last entry. */
                                stages: {
                                    /** Format: date-time */
                                    at: string;
                                    /**
                                     * @description All the stage looked at, in that order; empty in events from before this field.
                                     * @default []
                                     */
                                    checks: {
                                        /**
                                         * @description How the measured value must stand to the limit; `is` compares words.
                                         * @enum {string}
                                         */
                                        bound: "at-least" | "over" | "at-most" | "under" | "is";
                                        /** @description What it was held against, as text. */
                                        limit: string | null;
                                        /** @description What was measured, as text; null when there was nothing. */
                                        measured: string | null;
                                        /** @description What was measured, in a few words: "phase confidence", "hours to earnings". */
                                        name: string;
                                        /**
                                         * @description PASS when the bound is kept.
                                         * @enum {string}
                                         */
                                        status: "PASS" | "WARN" | "FAIL";
                                    }[];
                                    /** @description What it was held against, as text. */
                                    limit: string | null;
                                    /** @description Of the finding that decided, on PASS of the check nearest to its limit, as text; null when nothing was. */
                                    measured: string | null;
                                    /** @description One sentence for a person. */
                                    message: string;
                                    /** @description Further numbers of the rule, by name. */
                                    metadata: {
                                        [key: string]: string | number | boolean | null;
                                    };
                                    /** @description A FAIL within 10 % of its limit. */
                                    near_miss: boolean;
                                    /** @description Closed word, "volume-too-low" for example; null on PASS. */
                                    reason: string | null;
                                    /**
                                     * @description Stage of the validation chain.
                                     * @enum {string}
                                     */
                                    stage: "VOLUME" | "PHASE" | "LEVELS" | "RISK" | "STRATEGY";
                                    /**
                                     * @description NOT_APPLICABLE: the question of the stage does not arise, for the reason given.
                                     * @enum {string}
                                     */
                                    status: "PASS" | "WARN" | "FAIL" | "NOT_APPLICABLE";
                                    /** @description Which rule set spoke, "volume.stock" for example. */
                                    validator: string;
                                }[];
                            };
                        }[];
                        signals: {
                            /**
                             * @description Class of the instrument; it decides which rules apply.
                             * @enum {string}
                             */
                            asset_class: "STOCK" | "FOREX" | "CRYPTO";
                            /** Format: date-time */
                            bar_time: string;
                            /** @description `SYMBOL-RANGESTART`: everything built in one range. */
                            campaign_id: string;
                            /** @description What confidence is made of: pattern .5, phase .3, volume .2. */
                            components: {
                                /** @description Confidence, whole number from 0 to 100. */
                                pattern: number;
                                /** @description Confidence, whole number from 0 to 100. */
                                phase: number;
                                /** @description Confidence, whole number from 0 to 100. */
                                volume: number;
                            };
                            /** @description Confidence, whole number from 0 to 100. */
                            confidence: number;
                            /** @description One id for all that follows from one bar. */
                            correlation_id: string;
                            /** Format: date-time */
                            created_at: string;
                            /**
                             * @description Side of the trade.
                             * @enum {string}
                             */
                            direction: "LONG" | "SHORT";
                            /** @description Reference price of the entry, quote currency; the order is filled at the next open. */
                            entry: string;
                            /** Format: date-time */
                            event_time: string;
                            /** Format: date-time */
                            expires_at: string;
                            /** @description Level whose loss ends the campaign at once. */
                            guard: {
                                /** @enum {string} */
                                kind: "SPRING_LOW" | "CAMPAIGN_ICE" | "UTAD_HIGH" | "STRATEGY_STOP";
                                price: string;
                            };
                            /** @description `sig_` and a hash of the pattern id: one pattern, one signal, ever. */
                            id: string;
                            /** @description Two warnings, or one at a confidence under 80. */
                            needs_review: boolean;
                            /** @description Value at entry, account currency. */
                            notional: string;
                            /**
                             * @description The pattern; STRATEGY for an entry that rests on the conditions of a strategy.
                             * @enum {string}
                             */
                            pattern: "SPRING" | "SOS" | "LPS" | "UTAD" | "SOW" | "LPSY" | "STRATEGY";
                            /** @description The candidate it was made of. */
                            pattern_id: string;
                            /** @description Null only where a strategy saw no phase. */
                            phase: ("A" | "B" | "C" | "D" | "E") | null;
                            /** @description Units to trade, in `positionUnit`. */
                            position_size: string;
                            /** @enum {string} */
                            position_unit: "SHARES" | "LOTS" | "CONTRACTS";
                            /** @description 0-100, from confidence, R and pattern: the best is claimed first. */
                            priority: number;
                            /** @description |target - entry| / |entry - stop|. */
                            r_multiple: string;
                            range_levels: {
                                creek: string;
                                ice: string;
                                jump: string | null;
                                range_id: string;
                            };
                            /** @description The reservation that holds the money. */
                            reservation_id: string;
                            /** @description Loss at the stop, account currency. */
                            risk_amount: string;
                            /** @description riskAmount against equity, in percent. */
                            risk_percent: string;
                            /** @constant */
                            schema_version: 1;
                            /** @description True when it rests on bars of the market simulator. */
                            simulated: boolean;
                            /** @description Stop price, quote currency. */
                            stop: string;
                            /** @description The strategy that proposed it; absent for a pattern of the analysis. */
                            strategy?: {
                                /** @description Name of the strategy. */
                                id: string;
                                /** @description Percent of equity it asks to risk; null leaves it to the account's profile. */
                                risk_percent: string | null;
                                /** @description Version of its rules. */
                                version: number;
                            };
                            /** @description Name of the instrument as the feed writes it: `AAPL`, `BRK.B`, `EUR/USD`. */
                            symbol: string;
                            targets: {
                                conservative: string | null;
                                primary: string;
                                secondary: string[];
                            };
                            /**
                             * @description Length of the bars.
                             * @enum {string}
                             */
                            timeframe: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
                            /** @description How the stop of the last part follows the price; left out where it does not. */
                            trailing?: {
                                /** @description Begins once so many are filled, or all but the last. */
                                after_targets: 1 | 2;
                                /** @description Whether the last part runs past the objective until its stop. */
                                beyond_objective: boolean;
                                /**
                                 * @description So far behind the best price, or behind the bar that made it.
                                 * @enum {string}
                                 */
                                by: "DISTANCE" | "STRUCTURE";
                                /** @description Quote currency, for DISTANCE; null for STRUCTURE. */
                                distance: string | null;
                            };
                            validation_chain: {
                                /** @description Two warnings, or one at a confidence under 80. */
                                needs_review: boolean;
                                /**
                                 * @description FAIL when a stage failed, else WARN when one warned, else PASS.
                                 * @enum {string}
                                 */
                                overall: "PASS" | "WARN" | "FAIL";
                                /** @description In the order they were given; the first FAIL is the last entry. */
                                stages: {
                                    /** Format: date-time */
                                    at: string;
                                    /**
                                     * @description All the stage looked at, in that order; empty in events from before this field.
                                     * @default []
                                     */
                                    checks: {
                                        /**
                                         * @description How the measured value must stand to the limit; `is` compares words.
                                         * @enum {string}
                                         */
                                        bound: "at-least" | "over" | "at-most" | "under" | "is";
                                        /** @description What it was held against, as text. */
                                        limit: string | null;
                                        /** @description What was measured, as text; null when there was nothing. */
                                        measured: string | null;
                                        /** @description What was measured, in a few words: "phase confidence", "hours to earnings". */
                                        name: string;
                                        /**
                                         * @description PASS when the bound is kept.
                                         * @enum {string}
                                         */
                                        status: "PASS" | "WARN" | "FAIL";
                                    }[];
                                    /** @description What it was held against, as text. */
                                    limit: string | null;
                                    /** @description Of the finding that decided, on PASS of the check nearest to its limit, as text; null when nothing was. */
                                    measured: string | null;
                                    /** @description One sentence for a person. */
                                    message: string;
                                    /** @description Further numbers of the rule, by name. */
                                    metadata: {
                                        [key: string]: string | number | boolean | null;
                                    };
                                    /** @description A FAIL within 10 % of its limit. */
                                    near_miss: boolean;
                                    /** @description Closed word, "volume-too-low" for example; null on PASS. */
                                    reason: string | null;
                                    /**
                                     * @description Stage of the validation chain.
                                     * @enum {string}
                                     */
                                    stage: "VOLUME" | "PHASE" | "LEVELS" | "RISK" | "STRATEGY";
                                    /**
                                     * @description NOT_APPLICABLE: the question of the stage does not arise, for the reason given.
                                     * @enum {string}
                                     */
                                    status: "PASS" | "WARN" | "FAIL" | "NOT_APPLICABLE";
                                    /** @description Which rule set spoke, "volume.stock" for example. */
                                    validator: string;
                                }[];
                            };
                            /**
                             * @description What its volume counts: traded units or price changes.
                             * @enum {string}
                             */
                            volume_source: "TRADED" | "TICK";
                        }[];
                    };
                };
            };
            /** @description It takes longer; Location says where it will be. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example bt_1 */
                        backtest_id: string;
                        bars: number;
                        /** @example /api/v1/backtests/bt_1 */
                        location: string;
                        /** @enum {string} */
                        status: "QUEUED";
                        /** @description Runs of a study that are held against each other; else 1. */
                        variants: number;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Orchestrator_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        patterns_detected_total: number;
                        pipeline_latency: {
                            /** @description Milliseconds; null while nothing was measured. */
                            p50: number | null;
                            /** @description Milliseconds; null while nothing was measured. */
                            p95: number | null;
                            /** @description Milliseconds; null while nothing was measured. */
                            p99: number | null;
                        };
                        rejection_rate_pct: number;
                        signals_generated_total: number;
                        signals_rejected_total: number;
                        validation_failures_by_stage: {
                            [key: string]: number;
                        };
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Orchestrator_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        active_campaigns: number;
                        /** Format: date-time */
                        last_processed_bar: string | null;
                        signals_pending: number;
                        /** @enum {string} */
                        status: "running" | "halted" | "idle";
                        system_halted: boolean;
                        /** @enum {string} */
                        trading_state: "ACTIVE" | "REDUCING" | "HALTED";
                        watchlist_symbols: string[];
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Symbols_set: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                step: "start" | "pause" | "resume" | "stop" | "restart";
                symbol: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Trading_orders: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Oldest time, inclusive. */
                from?: string;
                limit?: number;
                state?: string;
                symbol?: string;
                timeframe?: string;
                /** @description Newest time, inclusive. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Analysis_patterns: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Oldest time, inclusive. */
                from?: string;
                limit?: number;
                pattern?: string;
                symbol?: string;
                timeframe?: string;
                /** @description Newest time, inclusive. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * @description Class of the instrument; it decides which rules apply.
                             * @enum {string}
                             */
                            asset_class: "STOCK" | "FOREX" | "CRYPTO";
                            /** Format: date-time */
                            close_time: string;
                            components: {
                                /** @description Confidence, whole number from 0 to 100. */
                                pattern: number;
                                /** @description Confidence, whole number from 0 to 100. */
                                phase: number;
                                /** @description Confidence, whole number from 0 to 100. */
                                volume: number;
                            };
                            /** @description Confidence, whole number from 0 to 100. */
                            confidence: number;
                            /**
                             * @description Side of the trade.
                             * @enum {string}
                             */
                            direction: "LONG" | "SHORT";
                            /** @description Reference price of the entry, quote currency. */
                            entry: string;
                            /** Format: date-time */
                            event_time: string;
                            /** @description Level whose loss ends the campaign at once: the spring's low, the UTAD's high, the campaign ice. */
                            guard: {
                                /** @enum {string} */
                                kind: "SPRING_LOW" | "CAMPAIGN_ICE" | "UTAD_HIGH" | "STRATEGY_STOP";
                                price: string;
                            };
                            /**
                             * @description Where a longer timeframe stood after its last bar that had closed by then; null when the series is read alone, while the longer one warms up, and in events from before this field.
                             * @default null
                             */
                            higher: {
                                /** @description Resistance of that range, quote currency; null when it is in no range. */
                                creek: string | null;
                                /** @description Support of that range, quote currency; null when it is in no range. */
                                ice: string | null;
                                /** @description Its phase; null when there is none. */
                                phase: ("A" | "B" | "C" | "D" | "E") | null;
                                range_id: string | null;
                                /** @description Side of its leading range; null when there is none. */
                                side: ("ACCUMULATION" | "DISTRIBUTION") | null;
                                /**
                                 * @description Length of the longer bars.
                                 * @enum {string}
                                 */
                                timeframe: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
                            } | null;
                            /** @description `symbol:timeframe:pattern:event-bar time:range id`: the same pattern has one id, ever. */
                            id: string;
                            /** Format: date-time */
                            known_at: string;
                            market: {
                                /** @description Average directional index, 0-100; under 25 the market goes sideways. */
                                adx: number | null;
                                /** @description Average true range over 14 bars, quote currency; null while warming up. */
                                atr: string | null;
                                /** @description Rank of the ATR among its recent values, 0-100. */
                                atr_percentile: number | null;
                                /** @description Trend of the series by its moving averages and ADX; null while warming up. */
                                trend: ("TRENDING_UP" | "TRENDING_DOWN" | "SIDEWAYS") | null;
                                /** @description Rank of the event bar's volume among recent bars, 0-100. */
                                volume_percentile: number | null;
                            };
                            /**
                             * @description The pattern; STRATEGY for an entry that rests on the conditions of a strategy.
                             * @enum {string}
                             */
                            pattern: "SPRING" | "SOS" | "LPS" | "UTAD" | "SOW" | "LPSY" | "STRATEGY";
                            /** @description Phase after the bar at which the candidate became known; null when the range has none. */
                            phase: ("A" | "B" | "C" | "D" | "E") | null;
                            /** @description Bars since phase B began; null when it has not. */
                            phase_b_bars: number | null;
                            /** @description Confidence in the phase, 0-100. */
                            phase_confidence: number;
                            range: {
                                /** @description Resistance line, quote currency. */
                                creek: string;
                                /** @description Points, 0-100. */
                                creek_strength: number;
                                /** @description Bars from the start of the range to the event. */
                                duration_bars: number;
                                /** @description Support line, quote currency. */
                                ice: string;
                                /** @description Points, 0-100. */
                                ice_strength: number;
                                id: string;
                                /** @description Price objective from the cause; null for a range too young to have one. */
                                jump: string | null;
                                /** @description Points of the range, 0-100; 70 is tradable. */
                                quality: number;
                                /** Format: date-time */
                                start_time: string;
                                /** @description (creek - ice) / ice, in percent. */
                                width_percent: number;
                            };
                            /** @description What the score is made of, by name, in points. */
                            score_parts: {
                                [key: string]: number;
                            };
                            /**
                             * @description What the range builds.
                             * @enum {string}
                             */
                            side: "ACCUMULATION" | "DISTRIBUTION";
                            /** @description True when it rests on bars of the market simulator. */
                            simulated: boolean;
                            /** @description Stop price: below entry for LONG, above it for SHORT. */
                            stop: string;
                            /** @description The strategy that proposed it; absent for a pattern of the analysis. */
                            strategy?: {
                                /** @description Name of the strategy. */
                                id: string;
                                /** @description Percent of equity it asks to risk; null leaves it to the account's profile. */
                                risk_percent: string | null;
                                /** @description Version of its rules. */
                                version: number;
                            };
                            /** @description Name of the instrument as the feed writes it: `AAPL`, `BRK.B`, `EUR/USD`. */
                            symbol: string;
                            targets: {
                                conservative: string | null;
                                primary: string;
                                secondary: string[];
                            };
                            /**
                             * @description Length of the bars.
                             * @enum {string}
                             */
                            timeframe: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
                            /** @description How the stop follows the price; left out where it does not. */
                            trailing?: {
                                /** @description Begins once so many are filled, or all but the last. */
                                after_targets: 1 | 2;
                                /** @description Whether the last part runs past the objective until its stop. */
                                beyond_objective: boolean;
                                /**
                                 * @description So far behind the best price, or behind the bar that made it.
                                 * @enum {string}
                                 */
                                by: "DISTANCE" | "STRUCTURE";
                                /** @description Quote currency, for DISTANCE; null for STRUCTURE. */
                                distance: string | null;
                            };
                            volume: {
                                /** @description Where the event bar closed between low (0) and high (1). */
                                close_position: number;
                                /** @description Against the mean of the range's bars. */
                                range_relative_volume: number | null;
                                /** @description Event bar's volume against the mean of the 20 bars before it. */
                                relative_volume: number | null;
                                /**
                                 * @description What the numbers count: traded units or price changes.
                                 * @enum {string}
                                 */
                                source: "TRADED" | "TICK";
                                /** @description 1 terminal shakeout, 2 ordinary, 3 no supply; null for other patterns. */
                                spring_type: (1 | 2 | 3) | null;
                                /** @description Volume of the confirming TEST against the spring's; null for other patterns. */
                                test_volume_ratio: number | null;
                            };
                        }[];
                        /** @description Hand it back as `cursor` for the next page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Analysis_phases: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Oldest time, inclusive. */
                from?: string;
                limit?: number;
                symbol?: string;
                timeframe?: string;
                /** @description Newest time, inclusive. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description Confidence in the phase, 0-100. */
                            confidence: number;
                            /** @description The event that was recognised; null when a phase ended for another cause (void, failed, held above the creek). */
                            event: ("PS" | "SC" | "PSY" | "BC" | "AR" | "ST" | "SPRING" | "TEST" | "UT" | "UTAD" | "SOS" | "LPS" | "SOW" | "LPSY") | null;
                            /** Format: date-time */
                            event_time: string;
                            /** Format: date-time */
                            known_at: string;
                            /** @description Phase after the bar; null when there is none. */
                            phase: ("A" | "B" | "C" | "D" | "E") | null;
                            /** @description Phase before the bar; null when there was none. */
                            previous_phase: ("A" | "B" | "C" | "D" | "E") | null;
                            /** @description Price of the event, quote currency. */
                            price: string;
                            /** @description The range it belongs to; null before a range has formed. */
                            range_id: string | null;
                            /** @description Closed word for why the phase moved or stayed, "climax-void" for example. */
                            reason: string;
                            /** @description Points of the event, 0-100; null when the phase moved without one. */
                            score: number | null;
                            /**
                             * @description What the range builds.
                             * @enum {string}
                             */
                            side: "ACCUMULATION" | "DISTRIBUTION";
                            /** @description Name of the instrument as the feed writes it: `AAPL`, `BRK.B`, `EUR/USD`. */
                            symbol: string;
                            /**
                             * @description Length of the bars.
                             * @enum {string}
                             */
                            timeframe: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
                        }[];
                        /** @description Hand it back as `cursor` for the next page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Trading_portfolio: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        account: {
                            /** @description Account currency. */
                            day_start_equity: string | null;
                            /** @description Account currency. */
                            equity: string;
                            id: string;
                            /** @description Account currency. */
                            initial_equity: string;
                            /** Format: date-time */
                            marked_at: string | null;
                            /** @description Account currency. */
                            peak_equity: string;
                            state_reason: string | null;
                            state_revision: number;
                            /** Format: date */
                            trading_day: string | null;
                            /** @enum {string} */
                            trading_state: "ACTIVE" | "REDUCING" | "HALTED";
                            /** @description Where its days begin and end, IANA name. */
                            zone: string;
                        } | null;
                        /** @description Every cap that something counts against, heat first. */
                        caps: {
                            /** @enum {string} */
                            cap: "PORTFOLIO_HEAT" | "TRADE_RISK" | "CAMPAIGN_RISK" | "CAMPAIGN_POSITIONS" | "SECTOR_RISK" | "CURRENCY_RISK";
                            limit: string;
                            /** @description Symbol, campaign, sector or currency; null for the whole portfolio. */
                            name: string | null;
                            /**
                             * @description WARN from 80 % of the limit.
                             * @enum {string}
                             */
                            state: "OK" | "WARN" | "FULL";
                            /** @enum {string} */
                            unit: "%" | "positions";
                            /** @description Percent of equity, or positions; null while there is no equity. */
                            used: string | null;
                            used_of_limit_percent: string | null;
                        }[];
                        closed_positions: number;
                        day: {
                            loss_limit_percent: {
                                CRYPTO: string;
                                FOREX: string;
                                STOCK: string;
                            };
                            /** @description Account currency. */
                            pnl: string;
                            pnl_percent: string;
                            /** @description Account currency. */
                            start_equity: string | null;
                            /** Format: date */
                            trading_day: string | null;
                        };
                        /** @description For display: to two places. */
                        day_pnl_pct: number;
                        drawdown: {
                            /** @description Account currency. */
                            amount: string;
                            limit_percent: string;
                            /** @description Account currency. */
                            peak_equity: string | null;
                            percent: string;
                        };
                        /** @description For display: to two places. */
                        drawdown_pct: number;
                        exposure: {
                            campaigns: {
                                /** @description Account currency. */
                                gross: string;
                                /** @description Account currency. */
                                long: string;
                                name: string;
                                /** @description Account currency. */
                                net: string;
                                positions: number;
                                reservations: number;
                                /** @description Account currency. */
                                risk: string;
                                risk_percent: string | null;
                                /** @description Account currency. */
                                short: string;
                            }[];
                            currencies: {
                                /** @description Account currency. */
                                gross: string;
                                /** @description Account currency. */
                                long: string;
                                name: string;
                                /** @description Account currency. */
                                net: string;
                                positions: number;
                                reservations: number;
                                /** @description Account currency. */
                                risk: string;
                                risk_percent: string | null;
                                /** @description Account currency. */
                                short: string;
                            }[];
                            sectors: {
                                /** @description Account currency. */
                                gross: string;
                                /** @description Account currency. */
                                long: string;
                                name: string;
                                /** @description Account currency. */
                                net: string;
                                positions: number;
                                reservations: number;
                                /** @description Account currency. */
                                risk: string;
                                risk_percent: string | null;
                                /** @description Account currency. */
                                short: string;
                            }[];
                            symbols: {
                                /** @description Account currency. */
                                gross: string;
                                /** @description Account currency. */
                                long: string;
                                name: string;
                                /** @description Account currency. */
                                net: string;
                                positions: number;
                                reservations: number;
                                /** @description Account currency. */
                                risk: string;
                                risk_percent: string | null;
                                /** @description Account currency. */
                                short: string;
                            }[];
                        };
                        /** @description Account currency. */
                        fees: string;
                        /** @description Account currency. */
                        gross_exposure: string;
                        /** @description For display: to two places. */
                        heat_pct: number;
                        /** @description The bars that open positions are valued at. */
                        marks: {
                            /** Format: date-time */
                            bar_time: string;
                            /** @description Account currency. */
                            price: string;
                            symbol: string;
                            timeframe: string;
                        }[];
                        /** @description Account currency. */
                        net_exposure: string;
                        open_positions: number;
                        open_reservations: number;
                        /** @description Account currency. */
                        open_risk: string;
                        /** @description Account currency. */
                        realised_pnl: string;
                        /** @description Account currency. */
                        reserved_risk: string;
                        /** @description Account currency. */
                        unrealised_pnl: string;
                        winners: number;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Trading_equity: {
        parameters: {
            query?: {
                /** @description Oldest time, inclusive. */
                from?: string;
                /** @description Points; more are thinned evenly. */
                limit?: number;
                /** @description Newest time, inclusive. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Oldest first; gaps where execution did not run. */
                        points: {
                            /** Format: date-time */
                            at: string;
                            /** @description Account currency. */
                            equity: string;
                            /** @description Account currency. */
                            fees: string;
                            open_positions: number;
                            /** @description Account currency. */
                            realised_pnl: string;
                            /** @description Account currency. */
                            unrealised_pnl: string;
                        }[];
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Trading_pnl: {
        parameters: {
            query?: {
                by?: "position" | "campaign" | "strategy" | "symbol" | "account";
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        by: "position" | "campaign" | "strategy" | "symbol" | "account";
                        /** @description Most recently traded first. */
                        groups: {
                            closed_positions: number;
                            /** @description Account currency. */
                            fees: string;
                            /** Format: date-time */
                            last_traded: string;
                            /** @description Position, campaign, strategy or symbol; `account` for all of it. */
                            name: string;
                            open_positions: number;
                            /** @description Account currency. */
                            pnl: string;
                            /** @description Sum over closed positions; null without one. */
                            r_multiple: string | null;
                            /** @description Net of all fees paid so far, account currency. */
                            realised_pnl: string;
                            /** @description Account currency. */
                            unrealised_pnl: string;
                            winners: number;
                        }[];
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Trading_positions: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Oldest time, inclusive. */
                from?: string;
                limit?: number;
                state?: string;
                symbol?: string;
                timeframe?: string;
                /** @description Newest time, inclusive. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    PushSubscriptions_list: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    PushSubscriptions_subscribe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PushSubscriptionBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        subscription_id: string;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    PushSubscriptions_unsubscribe: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Analysis_ranges: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Oldest time, inclusive. */
                from?: string;
                limit?: number;
                state?: string;
                symbol?: string;
                timeframe?: string;
                /** @description Newest time, inclusive. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description Objective of one range height beyond the edge; null while there is no jump. */
                            conservative_objective: string | null;
                            /** @description Resistance line across the top, quote currency. */
                            creek: string;
                            /** @description Points, 0-100; under 60 is weak. */
                            creek_strength: number;
                            /** @description Bars since the start. */
                            duration_bars: number;
                            /** @description Support line under the range, quote currency; always below the creek. */
                            ice: string;
                            /** @description Points, 0-100; under 60 is weak. */
                            ice_strength: number;
                            /** @description Price objective; null while the range is too young to have one. */
                            jump: string | null;
                            /** Format: date-time */
                            known_at: string;
                            /** @description Points, 0-100: 60 is shown, 70 is tradable. */
                            quality: number;
                            /** @description Identity of the range; never changes while the range lives. */
                            range_id: string;
                            /** @description Null while nothing says which side builds. */
                            side: ("ACCUMULATION" | "DISTRIBUTION") | null;
                            /** Format: date-time */
                            start_time: string;
                            /** @enum {string} */
                            state: "FORMING" | "ACTIVE" | "BROKEN_UP" | "BROKEN_DOWN" | "COMPLETED" | "FAILED";
                            /** @description Name of the instrument as the feed writes it: `AAPL`, `BRK.B`, `EUR/USD`. */
                            symbol: string;
                            /**
                             * @description Length of the bars.
                             * @enum {string}
                             */
                            timeframe: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
                        }[];
                        /** @description Hand it back as `cursor` for the next page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Rates_list: {
        parameters: {
            query?: {
                base?: string;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Oldest time, inclusive. */
                from?: string;
                limit?: number;
                quote?: string;
                /** @description Newest time, inclusive. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            at: string;
                            base: string;
                            quote: string;
                            rate: string;
                        }[];
                        /** @description Hand it back as `cursor` for the next page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Rates_put: {
        parameters: {
            query?: {
                /** @description Where the rows are from, for people. */
                source?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Or a CSV as text/csv, with the source in the query. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["RowsBody"];
                "text/csv": components["schemas"]["RowsBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Rows that replaced another value. */
                        changed: number;
                        /** @description As it stands now, of the subjects the request covers. */
                        coverage: {
                            /** @description EARNINGS, or the kind of an economic event. */
                            kind: string;
                            /** Format: date-time */
                            known_from: string;
                            /** Format: date-time */
                            known_to: string;
                            /** @description Symbol for EARNINGS, currency for the others. */
                            subject: string;
                        }[];
                        /** @description Subjects that are not covered because a row of theirs was refused; `*`: one whose subject cannot be read. */
                        not_covered: string[];
                        refusals?: {
                            field: string;
                            /** @description Line of the file, or place among the rows, from 1. */
                            line?: number;
                            message: string;
                            /** @description Closed word, "bad-time" for example. */
                            rule: string;
                        }[];
                        refused: number;
                        /** @description Stored rows that the request says do not exist. */
                        removed: number;
                        /** @description Rows that were sent. */
                        rows?: number;
                        /** @description Rows that are new. */
                        stored: number;
                        /** @description Rows that were there already. */
                        unchanged: number;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Rejections_list: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Oldest time, inclusive. */
                from?: string;
                limit?: number;
                /** @description Only refusals within 10 % of the limit, or only the others. */
                near_miss?: boolean;
                reason?: string;
                stage?: string;
                symbol?: string;
                timeframe?: string;
                /** @description Newest time, inclusive. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * @description Class of the instrument; it decides which rules apply.
                             * @enum {string}
                             */
                            asset_class: "STOCK" | "FOREX" | "CRYPTO";
                            /** Format: date-time */
                            bar_time: string;
                            /** @description Confidence, whole number from 0 to 100. */
                            confidence: number;
                            /** @description One id for all that follows from one bar. */
                            correlation_id: string;
                            /**
                             * @description Side of the trade.
                             * @enum {string}
                             */
                            direction: "LONG" | "SHORT";
                            /** @description Reference price of the entry, quote currency; it was never ordered. */
                            entry: string;
                            /** Format: date-time */
                            event_time: string;
                            /** @description Pure function of the pattern id: one candidate is refused once. */
                            id: string;
                            /** @description What it was held against, as text. */
                            limit: string | null;
                            /** @description What was measured, as text. */
                            measured: string | null;
                            /** @description One sentence for a person. */
                            message: string;
                            /** @description Within 10 % of the limit. */
                            near_miss: boolean;
                            /**
                             * @description The pattern; STRATEGY for an entry that rests on the conditions of a strategy.
                             * @enum {string}
                             */
                            pattern: "SPRING" | "SOS" | "LPS" | "UTAD" | "SOW" | "LPSY" | "STRATEGY";
                            /** @description The candidate that was refused. */
                            pattern_id: string;
                            phase: ("A" | "B" | "C" | "D" | "E") | null;
                            /** @description Closed word, "heat-cap" for example. */
                            reason: string;
                            /** Format: date-time */
                            rejected_at: string;
                            /** @constant */
                            schema_version: 1;
                            /** @description What the candidate would have earned on paper, costs included; null for refusals older than this measurement. */
                            shadow?: {
                                /** Format: date-time */
                                closed_at?: string | null;
                                /** @description target, stop, time-limit, or why it was never entered: open-beyond-stop for example. */
                                ending?: string | null;
                                entry_price?: string | null;
                                /** @description Average over the parts that were sold. */
                                exit_price?: string | null;
                                /** Format: date-time */
                                opened_at?: string | null;
                                /** @description Result in units of the risk, after costs. */
                                r_multiple?: string | null;
                                /** @enum {string} */
                                state?: "OPEN" | "WON" | "LOST" | "EXPIRED";
                            } | null;
                            /** @description True when it rests on bars of the market simulator. */
                            simulated: boolean;
                            /**
                             * @description The stage that refused.
                             * @enum {string}
                             */
                            stage: "VOLUME" | "PHASE" | "LEVELS" | "RISK" | "STRATEGY";
                            /** @description Stop price, quote currency. */
                            stop: string;
                            strategy?: {
                                /** @description Name of the strategy. */
                                id: string;
                                /** @description Percent of equity it asks to risk; null leaves it to the account's profile. */
                                risk_percent: string | null;
                                /** @description Version of its rules. */
                                version: number;
                            };
                            /** @description Name of the instrument as the feed writes it: `AAPL`, `BRK.B`, `EUR/USD`. */
                            symbol: string;
                            /** @description First objective, quote currency. */
                            target: string;
                            /**
                             * @description Length of the bars.
                             * @enum {string}
                             */
                            timeframe: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
                            validation_chain: {
                                /** @description Two warnings, or one at a confidence under 80. */
                                needs_review: boolean;
                                /**
                                 * @description FAIL when a stage failed, else WARN when one warned, else PASS.
                                 * @enum {string}
                                 */
                                overall: "PASS" | "WARN" | "FAIL";
                                /** @description In the order they were given; the first FAIL is the last entry. */
                                stages: {
                                    /** Format: date-time */
                                    at: string;
                                    /**
                                     * @description All the stage looked at, in that order; empty in events from before this field.
                                     * @default []
                                     */
                                    checks: {
                                        /**
                                         * @description How the measured value must stand to the limit; `is` compares words.
                                         * @enum {string}
                                         */
                                        bound: "at-least" | "over" | "at-most" | "under" | "is";
                                        /** @description What it was held against, as text. */
                                        limit: string | null;
                                        /** @description What was measured, as text; null when there was nothing. */
                                        measured: string | null;
                                        /** @description What was measured, in a few words: "phase confidence", "hours to earnings". */
                                        name: string;
                                        /**
                                         * @description PASS when the bound is kept.
                                         * @enum {string}
                                         */
                                        status: "PASS" | "WARN" | "FAIL";
                                    }[];
                                    /** @description What it was held against, as text. */
                                    limit: string | null;
                                    /** @description Of the finding that decided, on PASS of the check nearest to its limit, as text; null when nothing was. */
                                    measured: string | null;
                                    /** @description One sentence for a person. */
                                    message: string;
                                    /** @description Further numbers of the rule, by name. */
                                    metadata: {
                                        [key: string]: string | number | boolean | null;
                                    };
                                    /** @description A FAIL within 10 % of its limit. */
                                    near_miss: boolean;
                                    /** @description Closed word, "volume-too-low" for example; null on PASS. */
                                    reason: string | null;
                                    /**
                                     * @description Stage of the validation chain.
                                     * @enum {string}
                                     */
                                    stage: "VOLUME" | "PHASE" | "LEVELS" | "RISK" | "STRATEGY";
                                    /**
                                     * @description NOT_APPLICABLE: the question of the stage does not arise, for the reason given.
                                     * @enum {string}
                                     */
                                    status: "PASS" | "WARN" | "FAIL" | "NOT_APPLICABLE";
                                    /** @description Which rule set spoke, "volume.stock" for example. */
                                    validator: string;
                                }[];
                            };
                        }[];
                        /** @description Hand it back as `cursor` for the next page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Rejections_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Class of the instrument; it decides which rules apply.
                         * @enum {string}
                         */
                        asset_class: "STOCK" | "FOREX" | "CRYPTO";
                        /** Format: date-time */
                        bar_time: string;
                        /** @description Confidence, whole number from 0 to 100. */
                        confidence: number;
                        /** @description One id for all that follows from one bar. */
                        correlation_id: string;
                        /**
                         * @description Side of the trade.
                         * @enum {string}
                         */
                        direction: "LONG" | "SHORT";
                        /** @description Reference price of the entry, quote currency; it was never ordered. */
                        entry: string;
                        /** Format: date-time */
                        event_time: string;
                        /** @description Pure function of the pattern id: one candidate is refused once. */
                        id: string;
                        /** @description What it was held against, as text. */
                        limit: string | null;
                        /** @description What was measured, as text. */
                        measured: string | null;
                        /** @description One sentence for a person. */
                        message: string;
                        /** @description Within 10 % of the limit. */
                        near_miss: boolean;
                        /**
                         * @description The pattern; STRATEGY for an entry that rests on the conditions of a strategy.
                         * @enum {string}
                         */
                        pattern: "SPRING" | "SOS" | "LPS" | "UTAD" | "SOW" | "LPSY" | "STRATEGY";
                        /** @description The candidate that was refused. */
                        pattern_id: string;
                        phase: ("A" | "B" | "C" | "D" | "E") | null;
                        /** @description Closed word, "heat-cap" for example. */
                        reason: string;
                        /** Format: date-time */
                        rejected_at: string;
                        /** @constant */
                        schema_version: 1;
                        /** @description What the candidate would have earned on paper, costs included; null for refusals older than this measurement. */
                        shadow?: {
                            /** Format: date-time */
                            closed_at?: string | null;
                            /** @description target, stop, time-limit, or why it was never entered: open-beyond-stop for example. */
                            ending?: string | null;
                            entry_price?: string | null;
                            /** @description Average over the parts that were sold. */
                            exit_price?: string | null;
                            /** Format: date-time */
                            opened_at?: string | null;
                            /** @description Result in units of the risk, after costs. */
                            r_multiple?: string | null;
                            /** @enum {string} */
                            state?: "OPEN" | "WON" | "LOST" | "EXPIRED";
                        } | null;
                        /** @description True when it rests on bars of the market simulator. */
                        simulated: boolean;
                        /**
                         * @description The stage that refused.
                         * @enum {string}
                         */
                        stage: "VOLUME" | "PHASE" | "LEVELS" | "RISK" | "STRATEGY";
                        /** @description Stop price, quote currency. */
                        stop: string;
                        strategy?: {
                            /** @description Name of the strategy. */
                            id: string;
                            /** @description Percent of equity it asks to risk; null leaves it to the account's profile. */
                            risk_percent: string | null;
                            /** @description Version of its rules. */
                            version: number;
                        };
                        /** @description Name of the instrument as the feed writes it: `AAPL`, `BRK.B`, `EUR/USD`. */
                        symbol: string;
                        /** @description First objective, quote currency. */
                        target: string;
                        /**
                         * @description Length of the bars.
                         * @enum {string}
                         */
                        timeframe: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
                        validation_chain: {
                            /** @description Two warnings, or one at a confidence under 80. */
                            needs_review: boolean;
                            /**
                             * @description FAIL when a stage failed, else WARN when one warned, else PASS.
                             * @enum {string}
                             */
                            overall: "PASS" | "WARN" | "FAIL";
                            /** @description In the order they were given; the first FAIL is the last entry. */
                            stages: {
                                /** Format: date-time */
                                at: string;
                                /**
                                 * @description All the stage looked at, in that order; empty in events from before this field.
                                 * @default []
                                 */
                                checks: {
                                    /**
                                     * @description How the measured value must stand to the limit; `is` compares words.
                                     * @enum {string}
                                     */
                                    bound: "at-least" | "over" | "at-most" | "under" | "is";
                                    /** @description What it was held against, as text. */
                                    limit: string | null;
                                    /** @description What was measured, as text; null when there was nothing. */
                                    measured: string | null;
                                    /** @description What was measured, in a few words: "phase confidence", "hours to earnings". */
                                    name: string;
                                    /**
                                     * @description PASS when the bound is kept.
                                     * @enum {string}
                                     */
                                    status: "PASS" | "WARN" | "FAIL";
                                }[];
                                /** @description What it was held against, as text. */
                                limit: string | null;
                                /** @description Of the finding that decided, on PASS of the check nearest to its limit, as text; null when nothing was. */
                                measured: string | null;
                                /** @description One sentence for a person. */
                                message: string;
                                /** @description Further numbers of the rule, by name. */
                                metadata: {
                                    [key: string]: string | number | boolean | null;
                                };
                                /** @description A FAIL within 10 % of its limit. */
                                near_miss: boolean;
                                /** @description Closed word, "volume-too-low" for example; null on PASS. */
                                reason: string | null;
                                /**
                                 * @description Stage of the validation chain.
                                 * @enum {string}
                                 */
                                stage: "VOLUME" | "PHASE" | "LEVELS" | "RISK" | "STRATEGY";
                                /**
                                 * @description NOT_APPLICABLE: the question of the stage does not arise, for the reason given.
                                 * @enum {string}
                                 */
                                status: "PASS" | "WARN" | "FAIL" | "NOT_APPLICABLE";
                                /** @description Which rule set spoke, "volume.stock" for example. */
                                validator: string;
                            }[];
                        };
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    AsOf_rejection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description Open time of the bar that was decided on.
                         */
                        as_of: string;
                        /** @description Up to the bar of the decision, oldest first. */
                        bars: Record<string, never>[];
                        bars_read?: number;
                        custom_events: Record<string, never>[];
                        /** @description The signal or rejection with its chain. */
                        decision: Record<string, never>;
                        higher: {
                            /** @description Decimal text. */
                            creek: string | null;
                            /** @description Decimal text. */
                            ice: string | null;
                            /** @enum {string|null} */
                            phase: "A" | "B" | "C" | "D" | "E" | null;
                            /** @enum {string|null} */
                            side: "ACCUMULATION" | "DISTRIBUTION" | null;
                            timeframe: string;
                        } | null;
                        /** @description Whether all bars before the decision were read again. */
                        is_complete: boolean;
                        /** @description The candidate as it was found. */
                        pattern?: Record<string, never> | null;
                        phases: Record<string, never>[];
                        /** @description As they stood then, not as they became. */
                        ranges: Record<string, never>[];
                        /** Format: date-time */
                        read_from?: string | null;
                        zones: {
                            /**
                             * Format: date-time
                             * @description The bar that made it.
                             */
                            from_time: string;
                            high: string;
                            /** @enum {string} */
                            kind: "SUPPLY" | "DEMAND";
                            low: string;
                            /** @enum {string} */
                            state: "FRESH" | "TESTED" | "EXHAUSTED";
                            touches: number;
                        }[];
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Rejections_byStage: {
        parameters: {
            query?: {
                /** @description Oldest time, inclusive. */
                from?: string;
                symbol?: string;
                timeframe?: string;
                /** @description Newest time, inclusive. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Rejections_shadowSummary: {
        parameters: {
            query?: {
                /** @description Oldest time, inclusive. */
                from?: string;
                symbol?: string;
                timeframe?: string;
                /** @description Newest time, inclusive. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Rejections_topReasons: {
        parameters: {
            query?: {
                /** @description Oldest time, inclusive. */
                from?: string;
                limit?: number;
                symbol?: string;
                timeframe?: string;
                /** @description Newest time, inclusive. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Signals_list: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Oldest time, inclusive. */
                from?: string;
                limit?: number;
                pattern?: string;
                status?: string;
                symbol?: string;
                timeframe?: string;
                /** @description Newest time, inclusive. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * @description Class of the instrument; it decides which rules apply.
                             * @enum {string}
                             */
                            asset_class: "STOCK" | "FOREX" | "CRYPTO";
                            /** Format: date-time */
                            bar_time: string;
                            /** @description `SYMBOL-RANGESTART`: everything built in one range. */
                            campaign_id: string;
                            /** @description What confidence is made of: pattern .5, phase .3, volume .2. */
                            components: {
                                /** @description Confidence, whole number from 0 to 100. */
                                pattern: number;
                                /** @description Confidence, whole number from 0 to 100. */
                                phase: number;
                                /** @description Confidence, whole number from 0 to 100. */
                                volume: number;
                            };
                            /** @description Confidence, whole number from 0 to 100. */
                            confidence: number;
                            /** @description One id for all that follows from one bar. */
                            correlation_id: string;
                            /** Format: date-time */
                            created_at: string;
                            /**
                             * @description Side of the trade.
                             * @enum {string}
                             */
                            direction: "LONG" | "SHORT";
                            /** @description Reference price of the entry, quote currency; the order is filled at the next open. */
                            entry: string;
                            /** Format: date-time */
                            event_time: string;
                            /** Format: date-time */
                            expires_at: string;
                            /** @description Level whose loss ends the campaign at once. */
                            guard: {
                                /** @enum {string} */
                                kind: "SPRING_LOW" | "CAMPAIGN_ICE" | "UTAD_HIGH" | "STRATEGY_STOP";
                                price: string;
                            };
                            /** @description `sig_` and a hash of the pattern id: one pattern, one signal, ever. */
                            id: string;
                            /** @description Two warnings, or one at a confidence under 80. */
                            needs_review: boolean;
                            /** @description Value at entry, account currency. */
                            notional: string;
                            /**
                             * @description The pattern; STRATEGY for an entry that rests on the conditions of a strategy.
                             * @enum {string}
                             */
                            pattern: "SPRING" | "SOS" | "LPS" | "UTAD" | "SOW" | "LPSY" | "STRATEGY";
                            /** @description The candidate it was made of. */
                            pattern_id: string;
                            /** @description Null only where a strategy saw no phase. */
                            phase: ("A" | "B" | "C" | "D" | "E") | null;
                            /** @description Units to trade, in `positionUnit`. */
                            position_size: string;
                            /** @enum {string} */
                            position_unit: "SHARES" | "LOTS" | "CONTRACTS";
                            /** @description 0-100, from confidence, R and pattern: the best is claimed first. */
                            priority: number;
                            /** @description |target - entry| / |entry - stop|. */
                            r_multiple: string;
                            range_levels: {
                                creek: string;
                                ice: string;
                                jump: string | null;
                                range_id: string;
                            };
                            /** @description The reservation that holds the money. */
                            reservation_id: string;
                            /** @description Loss at the stop, account currency. */
                            risk_amount: string;
                            /** @description riskAmount against equity, in percent. */
                            risk_percent: string;
                            /** @constant */
                            schema_version: 1;
                            /** @description True when it rests on bars of the market simulator. */
                            simulated: boolean;
                            /** @enum {string} */
                            status?: "APPROVED" | "CLAIMED" | "FILLED" | "TARGET_HIT" | "STOPPED" | "CLOSED" | "EXPIRED" | "CANCELLED";
                            /** @description Stop price, quote currency. */
                            stop: string;
                            /** @description The strategy that proposed it; absent for a pattern of the analysis. */
                            strategy?: {
                                /** @description Name of the strategy. */
                                id: string;
                                /** @description Percent of equity it asks to risk; null leaves it to the account's profile. */
                                risk_percent: string | null;
                                /** @description Version of its rules. */
                                version: number;
                            };
                            /** @description Name of the instrument as the feed writes it: `AAPL`, `BRK.B`, `EUR/USD`. */
                            symbol: string;
                            targets: {
                                conservative: string | null;
                                primary: string;
                                secondary: string[];
                            };
                            /**
                             * @description Length of the bars.
                             * @enum {string}
                             */
                            timeframe: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
                            /** @description How the stop of the last part follows the price; left out where it does not. */
                            trailing?: {
                                /** @description Begins once so many are filled, or all but the last. */
                                after_targets: 1 | 2;
                                /** @description Whether the last part runs past the objective until its stop. */
                                beyond_objective: boolean;
                                /**
                                 * @description So far behind the best price, or behind the bar that made it.
                                 * @enum {string}
                                 */
                                by: "DISTANCE" | "STRUCTURE";
                                /** @description Quote currency, for DISTANCE; null for STRUCTURE. */
                                distance: string | null;
                            };
                            validation_chain: {
                                /** @description Two warnings, or one at a confidence under 80. */
                                needs_review: boolean;
                                /**
                                 * @description FAIL when a stage failed, else WARN when one warned, else PASS.
                                 * @enum {string}
                                 */
                                overall: "PASS" | "WARN" | "FAIL";
                                /** @description In the order they were given; the first FAIL is the last entry. */
                                stages: {
                                    /** Format: date-time */
                                    at: string;
                                    /**
                                     * @description All the stage looked at, in that order; empty in events from before this field.
                                     * @default []
                                     */
                                    checks: {
                                        /**
                                         * @description How the measured value must stand to the limit; `is` compares words.
                                         * @enum {string}
                                         */
                                        bound: "at-least" | "over" | "at-most" | "under" | "is";
                                        /** @description What it was held against, as text. */
                                        limit: string | null;
                                        /** @description What was measured, as text; null when there was nothing. */
                                        measured: string | null;
                                        /** @description What was measured, in a few words: "phase confidence", "hours to earnings". */
                                        name: string;
                                        /**
                                         * @description PASS when the bound is kept.
                                         * @enum {string}
                                         */
                                        status: "PASS" | "WARN" | "FAIL";
                                    }[];
                                    /** @description What it was held against, as text. */
                                    limit: string | null;
                                    /** @description Of the finding that decided, on PASS of the check nearest to its limit, as text; null when nothing was. */
                                    measured: string | null;
                                    /** @description One sentence for a person. */
                                    message: string;
                                    /** @description Further numbers of the rule, by name. */
                                    metadata: {
                                        [key: string]: string | number | boolean | null;
                                    };
                                    /** @description A FAIL within 10 % of its limit. */
                                    near_miss: boolean;
                                    /** @description Closed word, "volume-too-low" for example; null on PASS. */
                                    reason: string | null;
                                    /**
                                     * @description Stage of the validation chain.
                                     * @enum {string}
                                     */
                                    stage: "VOLUME" | "PHASE" | "LEVELS" | "RISK" | "STRATEGY";
                                    /**
                                     * @description NOT_APPLICABLE: the question of the stage does not arise, for the reason given.
                                     * @enum {string}
                                     */
                                    status: "PASS" | "WARN" | "FAIL" | "NOT_APPLICABLE";
                                    /** @description Which rule set spoke, "volume.stock" for example. */
                                    validator: string;
                                }[];
                            };
                            /**
                             * @description What its volume counts: traded units or price changes.
                             * @enum {string}
                             */
                            volume_source: "TRADED" | "TICK";
                        }[];
                        /** @description Hand it back as `cursor` for the next page. */
                        next_cursor: string | null;
                    };
                    "application/msgpack": {
                        items: {
                            /**
                             * @description Class of the instrument; it decides which rules apply.
                             * @enum {string}
                             */
                            asset_class: "STOCK" | "FOREX" | "CRYPTO";
                            /** Format: date-time */
                            bar_time: string;
                            /** @description `SYMBOL-RANGESTART`: everything built in one range. */
                            campaign_id: string;
                            /** @description What confidence is made of: pattern .5, phase .3, volume .2. */
                            components: {
                                /** @description Confidence, whole number from 0 to 100. */
                                pattern: number;
                                /** @description Confidence, whole number from 0 to 100. */
                                phase: number;
                                /** @description Confidence, whole number from 0 to 100. */
                                volume: number;
                            };
                            /** @description Confidence, whole number from 0 to 100. */
                            confidence: number;
                            /** @description One id for all that follows from one bar. */
                            correlation_id: string;
                            /** Format: date-time */
                            created_at: string;
                            /**
                             * @description Side of the trade.
                             * @enum {string}
                             */
                            direction: "LONG" | "SHORT";
                            /** @description Reference price of the entry, quote currency; the order is filled at the next open. */
                            entry: string;
                            /** Format: date-time */
                            event_time: string;
                            /** Format: date-time */
                            expires_at: string;
                            /** @description Level whose loss ends the campaign at once. */
                            guard: {
                                /** @enum {string} */
                                kind: "SPRING_LOW" | "CAMPAIGN_ICE" | "UTAD_HIGH" | "STRATEGY_STOP";
                                price: string;
                            };
                            /** @description `sig_` and a hash of the pattern id: one pattern, one signal, ever. */
                            id: string;
                            /** @description Two warnings, or one at a confidence under 80. */
                            needs_review: boolean;
                            /** @description Value at entry, account currency. */
                            notional: string;
                            /**
                             * @description The pattern; STRATEGY for an entry that rests on the conditions of a strategy.
                             * @enum {string}
                             */
                            pattern: "SPRING" | "SOS" | "LPS" | "UTAD" | "SOW" | "LPSY" | "STRATEGY";
                            /** @description The candidate it was made of. */
                            pattern_id: string;
                            /** @description Null only where a strategy saw no phase. */
                            phase: ("A" | "B" | "C" | "D" | "E") | null;
                            /** @description Units to trade, in `positionUnit`. */
                            position_size: string;
                            /** @enum {string} */
                            position_unit: "SHARES" | "LOTS" | "CONTRACTS";
                            /** @description 0-100, from confidence, R and pattern: the best is claimed first. */
                            priority: number;
                            /** @description |target - entry| / |entry - stop|. */
                            r_multiple: string;
                            range_levels: {
                                creek: string;
                                ice: string;
                                jump: string | null;
                                range_id: string;
                            };
                            /** @description The reservation that holds the money. */
                            reservation_id: string;
                            /** @description Loss at the stop, account currency. */
                            risk_amount: string;
                            /** @description riskAmount against equity, in percent. */
                            risk_percent: string;
                            /** @constant */
                            schema_version: 1;
                            /** @description True when it rests on bars of the market simulator. */
                            simulated: boolean;
                            /** @enum {string} */
                            status?: "APPROVED" | "CLAIMED" | "FILLED" | "TARGET_HIT" | "STOPPED" | "CLOSED" | "EXPIRED" | "CANCELLED";
                            /** @description Stop price, quote currency. */
                            stop: string;
                            /** @description The strategy that proposed it; absent for a pattern of the analysis. */
                            strategy?: {
                                /** @description Name of the strategy. */
                                id: string;
                                /** @description Percent of equity it asks to risk; null leaves it to the account's profile. */
                                risk_percent: string | null;
                                /** @description Version of its rules. */
                                version: number;
                            };
                            /** @description Name of the instrument as the feed writes it: `AAPL`, `BRK.B`, `EUR/USD`. */
                            symbol: string;
                            targets: {
                                conservative: string | null;
                                primary: string;
                                secondary: string[];
                            };
                            /**
                             * @description Length of the bars.
                             * @enum {string}
                             */
                            timeframe: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
                            /** @description How the stop of the last part follows the price; left out where it does not. */
                            trailing?: {
                                /** @description Begins once so many are filled, or all but the last. */
                                after_targets: 1 | 2;
                                /** @description Whether the last part runs past the objective until its stop. */
                                beyond_objective: boolean;
                                /**
                                 * @description So far behind the best price, or behind the bar that made it.
                                 * @enum {string}
                                 */
                                by: "DISTANCE" | "STRUCTURE";
                                /** @description Quote currency, for DISTANCE; null for STRUCTURE. */
                                distance: string | null;
                            };
                            validation_chain: {
                                /** @description Two warnings, or one at a confidence under 80. */
                                needs_review: boolean;
                                /**
                                 * @description FAIL when a stage failed, else WARN when one warned, else PASS.
                                 * @enum {string}
                                 */
                                overall: "PASS" | "WARN" | "FAIL";
                                /** @description In the order they were given; the first FAIL is the last entry. */
                                stages: {
                                    /** Format: date-time */
                                    at: string;
                                    /**
                                     * @description All the stage looked at, in that order; empty in events from before this field.
                                     * @default []
                                     */
                                    checks: {
                                        /**
                                         * @description How the measured value must stand to the limit; `is` compares words.
                                         * @enum {string}
                                         */
                                        bound: "at-least" | "over" | "at-most" | "under" | "is";
                                        /** @description What it was held against, as text. */
                                        limit: string | null;
                                        /** @description What was measured, as text; null when there was nothing. */
                                        measured: string | null;
                                        /** @description What was measured, in a few words: "phase confidence", "hours to earnings". */
                                        name: string;
                                        /**
                                         * @description PASS when the bound is kept.
                                         * @enum {string}
                                         */
                                        status: "PASS" | "WARN" | "FAIL";
                                    }[];
                                    /** @description What it was held against, as text. */
                                    limit: string | null;
                                    /** @description Of the finding that decided, on PASS of the check nearest to its limit, as text; null when nothing was. */
                                    measured: string | null;
                                    /** @description One sentence for a person. */
                                    message: string;
                                    /** @description Further numbers of the rule, by name. */
                                    metadata: {
                                        [key: string]: string | number | boolean | null;
                                    };
                                    /** @description A FAIL within 10 % of its limit. */
                                    near_miss: boolean;
                                    /** @description Closed word, "volume-too-low" for example; null on PASS. */
                                    reason: string | null;
                                    /**
                                     * @description Stage of the validation chain.
                                     * @enum {string}
                                     */
                                    stage: "VOLUME" | "PHASE" | "LEVELS" | "RISK" | "STRATEGY";
                                    /**
                                     * @description NOT_APPLICABLE: the question of the stage does not arise, for the reason given.
                                     * @enum {string}
                                     */
                                    status: "PASS" | "WARN" | "FAIL" | "NOT_APPLICABLE";
                                    /** @description Which rule set spoke, "volume.stock" for example. */
                                    validator: string;
                                }[];
                            };
                            /**
                             * @description What its volume counts: traded units or price changes.
                             * @enum {string}
                             */
                            volume_source: "TRADED" | "TICK";
                        }[];
                        /** @description Hand it back as `cursor` for the next page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Signals_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Class of the instrument; it decides which rules apply.
                         * @enum {string}
                         */
                        asset_class: "STOCK" | "FOREX" | "CRYPTO";
                        /** Format: date-time */
                        bar_time: string;
                        /** @description `SYMBOL-RANGESTART`: everything built in one range. */
                        campaign_id: string;
                        /** @description What confidence is made of: pattern .5, phase .3, volume .2. */
                        components: {
                            /** @description Confidence, whole number from 0 to 100. */
                            pattern: number;
                            /** @description Confidence, whole number from 0 to 100. */
                            phase: number;
                            /** @description Confidence, whole number from 0 to 100. */
                            volume: number;
                        };
                        /** @description Confidence, whole number from 0 to 100. */
                        confidence: number;
                        /** @description One id for all that follows from one bar. */
                        correlation_id: string;
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * @description Side of the trade.
                         * @enum {string}
                         */
                        direction: "LONG" | "SHORT";
                        /** @description Reference price of the entry, quote currency; the order is filled at the next open. */
                        entry: string;
                        /** Format: date-time */
                        event_time: string;
                        /** Format: date-time */
                        expires_at: string;
                        /** @description Level whose loss ends the campaign at once. */
                        guard: {
                            /** @enum {string} */
                            kind: "SPRING_LOW" | "CAMPAIGN_ICE" | "UTAD_HIGH" | "STRATEGY_STOP";
                            price: string;
                        };
                        /** @description `sig_` and a hash of the pattern id: one pattern, one signal, ever. */
                        id: string;
                        /** @description Two warnings, or one at a confidence under 80. */
                        needs_review: boolean;
                        /** @description Value at entry, account currency. */
                        notional: string;
                        /**
                         * @description The pattern; STRATEGY for an entry that rests on the conditions of a strategy.
                         * @enum {string}
                         */
                        pattern: "SPRING" | "SOS" | "LPS" | "UTAD" | "SOW" | "LPSY" | "STRATEGY";
                        /** @description The candidate it was made of. */
                        pattern_id: string;
                        /** @description Null only where a strategy saw no phase. */
                        phase: ("A" | "B" | "C" | "D" | "E") | null;
                        /** @description Units to trade, in `positionUnit`. */
                        position_size: string;
                        /** @enum {string} */
                        position_unit: "SHARES" | "LOTS" | "CONTRACTS";
                        /** @description 0-100, from confidence, R and pattern: the best is claimed first. */
                        priority: number;
                        /** @description |target - entry| / |entry - stop|. */
                        r_multiple: string;
                        range_levels: {
                            creek: string;
                            ice: string;
                            jump: string | null;
                            range_id: string;
                        };
                        /** @description The reservation that holds the money. */
                        reservation_id: string;
                        /** @description Loss at the stop, account currency. */
                        risk_amount: string;
                        /** @description riskAmount against equity, in percent. */
                        risk_percent: string;
                        /** @constant */
                        schema_version: 1;
                        /** @description True when it rests on bars of the market simulator. */
                        simulated: boolean;
                        /** @enum {string} */
                        status?: "APPROVED" | "CLAIMED" | "FILLED" | "TARGET_HIT" | "STOPPED" | "CLOSED" | "EXPIRED" | "CANCELLED";
                        /** @description Stop price, quote currency. */
                        stop: string;
                        /** @description The strategy that proposed it; absent for a pattern of the analysis. */
                        strategy?: {
                            /** @description Name of the strategy. */
                            id: string;
                            /** @description Percent of equity it asks to risk; null leaves it to the account's profile. */
                            risk_percent: string | null;
                            /** @description Version of its rules. */
                            version: number;
                        };
                        /** @description Name of the instrument as the feed writes it: `AAPL`, `BRK.B`, `EUR/USD`. */
                        symbol: string;
                        targets: {
                            conservative: string | null;
                            primary: string;
                            secondary: string[];
                        };
                        /**
                         * @description Length of the bars.
                         * @enum {string}
                         */
                        timeframe: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
                        /** @description How the stop of the last part follows the price; left out where it does not. */
                        trailing?: {
                            /** @description Begins once so many are filled, or all but the last. */
                            after_targets: 1 | 2;
                            /** @description Whether the last part runs past the objective until its stop. */
                            beyond_objective: boolean;
                            /**
                             * @description So far behind the best price, or behind the bar that made it.
                             * @enum {string}
                             */
                            by: "DISTANCE" | "STRUCTURE";
                            /** @description Quote currency, for DISTANCE; null for STRUCTURE. */
                            distance: string | null;
                        };
                        validation_chain: {
                            /** @description Two warnings, or one at a confidence under 80. */
                            needs_review: boolean;
                            /**
                             * @description FAIL when a stage failed, else WARN when one warned, else PASS.
                             * @enum {string}
                             */
                            overall: "PASS" | "WARN" | "FAIL";
                            /** @description In the order they were given; the first FAIL is the last entry. */
                            stages: {
                                /** Format: date-time */
                                at: string;
                                /**
                                 * @description All the stage looked at, in that order; empty in events from before this field.
                                 * @default []
                                 */
                                checks: {
                                    /**
                                     * @description How the measured value must stand to the limit; `is` compares words.
                                     * @enum {string}
                                     */
                                    bound: "at-least" | "over" | "at-most" | "under" | "is";
                                    /** @description What it was held against, as text. */
                                    limit: string | null;
                                    /** @description What was measured, as text; null when there was nothing. */
                                    measured: string | null;
                                    /** @description What was measured, in a few words: "phase confidence", "hours to earnings". */
                                    name: string;
                                    /**
                                     * @description PASS when the bound is kept.
                                     * @enum {string}
                                     */
                                    status: "PASS" | "WARN" | "FAIL";
                                }[];
                                /** @description What it was held against, as text. */
                                limit: string | null;
                                /** @description Of the finding that decided, on PASS of the check nearest to its limit, as text; null when nothing was. */
                                measured: string | null;
                                /** @description One sentence for a person. */
                                message: string;
                                /** @description Further numbers of the rule, by name. */
                                metadata: {
                                    [key: string]: string | number | boolean | null;
                                };
                                /** @description A FAIL within 10 % of its limit. */
                                near_miss: boolean;
                                /** @description Closed word, "volume-too-low" for example; null on PASS. */
                                reason: string | null;
                                /**
                                 * @description Stage of the validation chain.
                                 * @enum {string}
                                 */
                                stage: "VOLUME" | "PHASE" | "LEVELS" | "RISK" | "STRATEGY";
                                /**
                                 * @description NOT_APPLICABLE: the question of the stage does not arise, for the reason given.
                                 * @enum {string}
                                 */
                                status: "PASS" | "WARN" | "FAIL" | "NOT_APPLICABLE";
                                /** @description Which rule set spoke, "volume.stock" for example. */
                                validator: string;
                            }[];
                        };
                        /**
                         * @description What its volume counts: traded units or price changes.
                         * @enum {string}
                         */
                        volume_source: "TRADED" | "TICK";
                    };
                    "application/msgpack": {
                        /**
                         * @description Class of the instrument; it decides which rules apply.
                         * @enum {string}
                         */
                        asset_class: "STOCK" | "FOREX" | "CRYPTO";
                        /** Format: date-time */
                        bar_time: string;
                        /** @description `SYMBOL-RANGESTART`: everything built in one range. */
                        campaign_id: string;
                        /** @description What confidence is made of: pattern .5, phase .3, volume .2. */
                        components: {
                            /** @description Confidence, whole number from 0 to 100. */
                            pattern: number;
                            /** @description Confidence, whole number from 0 to 100. */
                            phase: number;
                            /** @description Confidence, whole number from 0 to 100. */
                            volume: number;
                        };
                        /** @description Confidence, whole number from 0 to 100. */
                        confidence: number;
                        /** @description One id for all that follows from one bar. */
                        correlation_id: string;
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * @description Side of the trade.
                         * @enum {string}
                         */
                        direction: "LONG" | "SHORT";
                        /** @description Reference price of the entry, quote currency; the order is filled at the next open. */
                        entry: string;
                        /** Format: date-time */
                        event_time: string;
                        /** Format: date-time */
                        expires_at: string;
                        /** @description Level whose loss ends the campaign at once. */
                        guard: {
                            /** @enum {string} */
                            kind: "SPRING_LOW" | "CAMPAIGN_ICE" | "UTAD_HIGH" | "STRATEGY_STOP";
                            price: string;
                        };
                        /** @description `sig_` and a hash of the pattern id: one pattern, one signal, ever. */
                        id: string;
                        /** @description Two warnings, or one at a confidence under 80. */
                        needs_review: boolean;
                        /** @description Value at entry, account currency. */
                        notional: string;
                        /**
                         * @description The pattern; STRATEGY for an entry that rests on the conditions of a strategy.
                         * @enum {string}
                         */
                        pattern: "SPRING" | "SOS" | "LPS" | "UTAD" | "SOW" | "LPSY" | "STRATEGY";
                        /** @description The candidate it was made of. */
                        pattern_id: string;
                        /** @description Null only where a strategy saw no phase. */
                        phase: ("A" | "B" | "C" | "D" | "E") | null;
                        /** @description Units to trade, in `positionUnit`. */
                        position_size: string;
                        /** @enum {string} */
                        position_unit: "SHARES" | "LOTS" | "CONTRACTS";
                        /** @description 0-100, from confidence, R and pattern: the best is claimed first. */
                        priority: number;
                        /** @description |target - entry| / |entry - stop|. */
                        r_multiple: string;
                        range_levels: {
                            creek: string;
                            ice: string;
                            jump: string | null;
                            range_id: string;
                        };
                        /** @description The reservation that holds the money. */
                        reservation_id: string;
                        /** @description Loss at the stop, account currency. */
                        risk_amount: string;
                        /** @description riskAmount against equity, in percent. */
                        risk_percent: string;
                        /** @constant */
                        schema_version: 1;
                        /** @description True when it rests on bars of the market simulator. */
                        simulated: boolean;
                        /** @enum {string} */
                        status?: "APPROVED" | "CLAIMED" | "FILLED" | "TARGET_HIT" | "STOPPED" | "CLOSED" | "EXPIRED" | "CANCELLED";
                        /** @description Stop price, quote currency. */
                        stop: string;
                        /** @description The strategy that proposed it; absent for a pattern of the analysis. */
                        strategy?: {
                            /** @description Name of the strategy. */
                            id: string;
                            /** @description Percent of equity it asks to risk; null leaves it to the account's profile. */
                            risk_percent: string | null;
                            /** @description Version of its rules. */
                            version: number;
                        };
                        /** @description Name of the instrument as the feed writes it: `AAPL`, `BRK.B`, `EUR/USD`. */
                        symbol: string;
                        targets: {
                            conservative: string | null;
                            primary: string;
                            secondary: string[];
                        };
                        /**
                         * @description Length of the bars.
                         * @enum {string}
                         */
                        timeframe: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
                        /** @description How the stop of the last part follows the price; left out where it does not. */
                        trailing?: {
                            /** @description Begins once so many are filled, or all but the last. */
                            after_targets: 1 | 2;
                            /** @description Whether the last part runs past the objective until its stop. */
                            beyond_objective: boolean;
                            /**
                             * @description So far behind the best price, or behind the bar that made it.
                             * @enum {string}
                             */
                            by: "DISTANCE" | "STRUCTURE";
                            /** @description Quote currency, for DISTANCE; null for STRUCTURE. */
                            distance: string | null;
                        };
                        validation_chain: {
                            /** @description Two warnings, or one at a confidence under 80. */
                            needs_review: boolean;
                            /**
                             * @description FAIL when a stage failed, else WARN when one warned, else PASS.
                             * @enum {string}
                             */
                            overall: "PASS" | "WARN" | "FAIL";
                            /** @description In the order they were given; the first FAIL is the last entry. */
                            stages: {
                                /** Format: date-time */
                                at: string;
                                /**
                                 * @description All the stage looked at, in that order; empty in events from before this field.
                                 * @default []
                                 */
                                checks: {
                                    /**
                                     * @description How the measured value must stand to the limit; `is` compares words.
                                     * @enum {string}
                                     */
                                    bound: "at-least" | "over" | "at-most" | "under" | "is";
                                    /** @description What it was held against, as text. */
                                    limit: string | null;
                                    /** @description What was measured, as text; null when there was nothing. */
                                    measured: string | null;
                                    /** @description What was measured, in a few words: "phase confidence", "hours to earnings". */
                                    name: string;
                                    /**
                                     * @description PASS when the bound is kept.
                                     * @enum {string}
                                     */
                                    status: "PASS" | "WARN" | "FAIL";
                                }[];
                                /** @description What it was held against, as text. */
                                limit: string | null;
                                /** @description Of the finding that decided, on PASS of the check nearest to its limit, as text; null when nothing was. */
                                measured: string | null;
                                /** @description One sentence for a person. */
                                message: string;
                                /** @description Further numbers of the rule, by name. */
                                metadata: {
                                    [key: string]: string | number | boolean | null;
                                };
                                /** @description A FAIL within 10 % of its limit. */
                                near_miss: boolean;
                                /** @description Closed word, "volume-too-low" for example; null on PASS. */
                                reason: string | null;
                                /**
                                 * @description Stage of the validation chain.
                                 * @enum {string}
                                 */
                                stage: "VOLUME" | "PHASE" | "LEVELS" | "RISK" | "STRATEGY";
                                /**
                                 * @description NOT_APPLICABLE: the question of the stage does not arise, for the reason given.
                                 * @enum {string}
                                 */
                                status: "PASS" | "WARN" | "FAIL" | "NOT_APPLICABLE";
                                /** @description Which rule set spoke, "volume.stock" for example. */
                                validator: string;
                            }[];
                        };
                        /**
                         * @description What its volume counts: traded units or price changes.
                         * @enum {string}
                         */
                        volume_source: "TRADED" | "TICK";
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Signals_acknowledge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AckBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "APPROVED" | "CLAIMED" | "FILLED" | "TARGET_HIT" | "STOPPED" | "CLOSED" | "EXPIRED" | "CANCELLED";
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    AsOf_signal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description Open time of the bar that was decided on.
                         */
                        as_of: string;
                        /** @description Up to the bar of the decision, oldest first. */
                        bars: Record<string, never>[];
                        bars_read?: number;
                        custom_events: Record<string, never>[];
                        /** @description The signal or rejection with its chain. */
                        decision: Record<string, never>;
                        higher: {
                            /** @description Decimal text. */
                            creek: string | null;
                            /** @description Decimal text. */
                            ice: string | null;
                            /** @enum {string|null} */
                            phase: "A" | "B" | "C" | "D" | "E" | null;
                            /** @enum {string|null} */
                            side: "ACCUMULATION" | "DISTRIBUTION" | null;
                            timeframe: string;
                        } | null;
                        /** @description Whether all bars before the decision were read again. */
                        is_complete: boolean;
                        /** @description The candidate as it was found. */
                        pattern?: Record<string, never> | null;
                        phases: Record<string, never>[];
                        /** @description As they stood then, not as they became. */
                        ranges: Record<string, never>[];
                        /** Format: date-time */
                        read_from?: string | null;
                        zones: {
                            /**
                             * Format: date-time
                             * @description The bar that made it.
                             */
                            from_time: string;
                            high: string;
                            /** @enum {string} */
                            kind: "SUPPLY" | "DEMAND";
                            low: string;
                            /** @enum {string} */
                            state: "FRESH" | "TESTED" | "EXHAUSTED";
                            touches: number;
                        }[];
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Signals_claim: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        claims: {
                            /** @description This claimer had it before and has not said what became of it. */
                            again: boolean;
                            /** Format: date-time */
                            lease_expires_at: string;
                            signal: {
                                /**
                                 * @description Class of the instrument; it decides which rules apply.
                                 * @enum {string}
                                 */
                                asset_class: "STOCK" | "FOREX" | "CRYPTO";
                                /** Format: date-time */
                                bar_time: string;
                                /** @description `SYMBOL-RANGESTART`: everything built in one range. */
                                campaign_id: string;
                                /** @description What confidence is made of: pattern .5, phase .3, volume .2. */
                                components: {
                                    /** @description Confidence, whole number from 0 to 100. */
                                    pattern: number;
                                    /** @description Confidence, whole number from 0 to 100. */
                                    phase: number;
                                    /** @description Confidence, whole number from 0 to 100. */
                                    volume: number;
                                };
                                /** @description Confidence, whole number from 0 to 100. */
                                confidence: number;
                                /** @description One id for all that follows from one bar. */
                                correlation_id: string;
                                /** Format: date-time */
                                created_at: string;
                                /**
                                 * @description Side of the trade.
                                 * @enum {string}
                                 */
                                direction: "LONG" | "SHORT";
                                /** @description Reference price of the entry, quote currency; the order is filled at the next open. */
                                entry: string;
                                /** Format: date-time */
                                event_time: string;
                                /** Format: date-time */
                                expires_at: string;
                                /** @description Level whose loss ends the campaign at once. */
                                guard: {
                                    /** @enum {string} */
                                    kind: "SPRING_LOW" | "CAMPAIGN_ICE" | "UTAD_HIGH" | "STRATEGY_STOP";
                                    price: string;
                                };
                                /** @description `sig_` and a hash of the pattern id: one pattern, one signal, ever. */
                                id: string;
                                /** @description Two warnings, or one at a confidence under 80. */
                                needs_review: boolean;
                                /** @description Value at entry, account currency. */
                                notional: string;
                                /**
                                 * @description The pattern; STRATEGY for an entry that rests on the conditions of a strategy.
                                 * @enum {string}
                                 */
                                pattern: "SPRING" | "SOS" | "LPS" | "UTAD" | "SOW" | "LPSY" | "STRATEGY";
                                /** @description The candidate it was made of. */
                                pattern_id: string;
                                /** @description Null only where a strategy saw no phase. */
                                phase: ("A" | "B" | "C" | "D" | "E") | null;
                                /** @description Units to trade, in `positionUnit`. */
                                position_size: string;
                                /** @enum {string} */
                                position_unit: "SHARES" | "LOTS" | "CONTRACTS";
                                /** @description 0-100, from confidence, R and pattern: the best is claimed first. */
                                priority: number;
                                /** @description |target - entry| / |entry - stop|. */
                                r_multiple: string;
                                range_levels: {
                                    creek: string;
                                    ice: string;
                                    jump: string | null;
                                    range_id: string;
                                };
                                /** @description The reservation that holds the money. */
                                reservation_id: string;
                                /** @description Loss at the stop, account currency. */
                                risk_amount: string;
                                /** @description riskAmount against equity, in percent. */
                                risk_percent: string;
                                /** @constant */
                                schema_version: 1;
                                /** @description True when it rests on bars of the market simulator. */
                                simulated: boolean;
                                /** @description Stop price, quote currency. */
                                stop: string;
                                /** @description The strategy that proposed it; absent for a pattern of the analysis. */
                                strategy?: {
                                    /** @description Name of the strategy. */
                                    id: string;
                                    /** @description Percent of equity it asks to risk; null leaves it to the account's profile. */
                                    risk_percent: string | null;
                                    /** @description Version of its rules. */
                                    version: number;
                                };
                                /** @description Name of the instrument as the feed writes it: `AAPL`, `BRK.B`, `EUR/USD`. */
                                symbol: string;
                                targets: {
                                    conservative: string | null;
                                    primary: string;
                                    secondary: string[];
                                };
                                /**
                                 * @description Length of the bars.
                                 * @enum {string}
                                 */
                                timeframe: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
                                /** @description How the stop of the last part follows the price; left out where it does not. */
                                trailing?: {
                                    /** @description Begins once so many are filled, or all but the last. */
                                    after_targets: 1 | 2;
                                    /** @description Whether the last part runs past the objective until its stop. */
                                    beyond_objective: boolean;
                                    /**
                                     * @description So far behind the best price, or behind the bar that made it.
                                     * @enum {string}
                                     */
                                    by: "DISTANCE" | "STRUCTURE";
                                    /** @description Quote currency, for DISTANCE; null for STRUCTURE. */
                                    distance: string | null;
                                };
                                validation_chain: {
                                    /** @description Two warnings, or one at a confidence under 80. */
                                    needs_review: boolean;
                                    /**
                                     * @description FAIL when a stage failed, else WARN when one warned, else PASS.
                                     * @enum {string}
                                     */
                                    overall: "PASS" | "WARN" | "FAIL";
                                    /** @description In the order they were given; the first FAIL is the last entry. */
                                    stages: {
                                        /** Format: date-time */
                                        at: string;
                                        /**
                                         * @description All the stage looked at, in that order; empty in events from before this field.
                                         * @default []
                                         */
                                        checks: {
                                            /**
                                             * @description How the measured value must stand to the limit; `is` compares words.
                                             * @enum {string}
                                             */
                                            bound: "at-least" | "over" | "at-most" | "under" | "is";
                                            /** @description What it was held against, as text. */
                                            limit: string | null;
                                            /** @description What was measured, as text; null when there was nothing. */
                                            measured: string | null;
                                            /** @description What was measured, in a few words: "phase confidence", "hours to earnings". */
                                            name: string;
                                            /**
                                             * @description PASS when the bound is kept.
                                             * @enum {string}
                                             */
                                            status: "PASS" | "WARN" | "FAIL";
                                        }[];
                                        /** @description What it was held against, as text. */
                                        limit: string | null;
                                        /** @description Of the finding that decided, on PASS of the check nearest to its limit, as text; null when nothing was. */
                                        measured: string | null;
                                        /** @description One sentence for a person. */
                                        message: string;
                                        /** @description Further numbers of the rule, by name. */
                                        metadata: {
                                            [key: string]: string | number | boolean | null;
                                        };
                                        /** @description A FAIL within 10 % of its limit. */
                                        near_miss: boolean;
                                        /** @description Closed word, "volume-too-low" for example; null on PASS. */
                                        reason: string | null;
                                        /**
                                         * @description Stage of the validation chain.
                                         * @enum {string}
                                         */
                                        stage: "VOLUME" | "PHASE" | "LEVELS" | "RISK" | "STRATEGY";
                                        /**
                                         * @description NOT_APPLICABLE: the question of the stage does not arise, for the reason given.
                                         * @enum {string}
                                         */
                                        status: "PASS" | "WARN" | "FAIL" | "NOT_APPLICABLE";
                                        /** @description Which rule set spoke, "volume.stock" for example. */
                                        validator: string;
                                    }[];
                                };
                                /**
                                 * @description What its volume counts: traded units or price changes.
                                 * @enum {string}
                                 */
                                volume_source: "TRADED" | "TICK";
                            };
                        }[];
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    ManualSignals_enter: {
        parameters: {
            query?: never;
            header: {
                "idempotency-key": string;
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ManualSignalBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        asked_risk_percent: string;
                        /**
                         * Format: date-time
                         * @description Close of the bar it was decided on; the order is for the next open.
                         */
                        enters_after: string | null;
                        /** @enum {string} */
                        overall: "PASS" | "WARN";
                        /** @description Percent of equity after the tilt guard. */
                        risk_percent: string;
                        /** @description Under which GET /api/v1/signals/{id} shows it a moment later. */
                        signal_id: string;
                        /** @enum {string} */
                        source: "MANUAL";
                        tilt: {
                            anomalies: {
                                /** @enum {string} */
                                kind: "REENTRY_AFTER_STOP" | "REVENGE_SIZE" | "MARTINGALE" | "CANCEL_STORM";
                                limit: string;
                                /** @enum {string} */
                                measure: "NONE" | "WARN" | "HALVE_SIZE" | "LOCK_OUT";
                                measured: string;
                                message: string;
                            }[];
                            /** Format: date-time */
                            locked_until: string | null;
                            /** @enum {string} */
                            measure: "NONE" | "WARN" | "HALVE_SIZE" | "LOCK_OUT";
                            /**
                             * @description What the asked risk was multiplied with.
                             * @enum {string}
                             */
                            size_factor: "0" | "0.5" | "1";
                        };
                    };
                };
            };
            /** @description Locked out; `locked_until` says until when. */
            423: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    ManualSignals_actions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items?: {
                            actor: string;
                            anomalies?: {
                                /** @enum {string} */
                                kind: "REENTRY_AFTER_STOP" | "REVENGE_SIZE" | "MARTINGALE" | "CANCEL_STORM";
                                limit: string;
                                /** @enum {string} */
                                measure: "NONE" | "WARN" | "HALVE_SIZE" | "LOCK_OUT";
                                measured: string;
                                message: string;
                            }[];
                            asked_risk_percent?: string | null;
                            /** Format: date-time */
                            at: string;
                            direction?: string | null;
                            id: string;
                            /** @enum {string} */
                            kind: "ENTRY" | "CLOSE" | "CANCEL";
                            /** Format: date-time */
                            locked_until?: string | null;
                            /** @enum {string} */
                            measure: "NONE" | "WARN" | "HALVE_SIZE" | "LOCK_OUT";
                            note: string;
                            /** @enum {string} */
                            outcome: "ASKED" | "DONE" | "REJECTED" | "LOCKED_OUT";
                            risk_percent?: string | null;
                            signal_id?: string | null;
                            symbol?: string | null;
                            timeframe?: string | null;
                        }[];
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Strategies_all: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Null before the account exists. */
                        account: {
                            /** Format: date-time */
                            out_since: string | null;
                            /** @enum {string} */
                            tier: "SNIPER" | "HUNTER" | "STRATEGIST";
                        } | null;
                        regimes: {
                            regime: {
                                /**
                                 * @description Two votes of EMA 50/200, RSI(14) and MACD make a trend.
                                 * @enum {string}
                                 */
                                trend: "BULL" | "BEAR" | "NEUTRAL";
                                /**
                                 * @description ATR and Bollinger width against their own past.
                                 * @enum {string}
                                 */
                                volatility: "EXPANSION" | "CONTRACTION";
                            } | null;
                            /** @description Name of the instrument as the feed writes it: `AAPL`, `BRK.B`, `EUR/USD`. */
                            symbol: string;
                            /**
                             * @description Length of the bars.
                             * @enum {string}
                             */
                            timeframe: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
                        }[];
                        strategies: {
                            enabled: boolean;
                            id: string;
                            instances: {
                                /** @description Failures in a row. */
                                failures: number;
                                /**
                                 * @description What of it is open or waits.
                                 * @enum {string}
                                 */
                                holds: "FLAT" | "LONG" | "SHORT";
                                /** @description Why it does not run; null while it runs. */
                                reason: string | null;
                                /**
                                 * @description ERROR is tried again by itself, QUARANTINED only after it was disabled and enabled.
                                 * @enum {string}
                                 */
                                state: "RUNNING" | "ERROR" | "QUARANTINED";
                                /** @description Name of the instrument as the feed writes it: `AAPL`, `BRK.B`, `EUR/USD`. */
                                symbol: string;
                                /** Format: date-time */
                                through_open_time: string | null;
                                /**
                                 * @description Length of the bars.
                                 * @enum {string}
                                 */
                                timeframe: "1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w";
                            }[];
                            open_trades: number;
                            /** @description Of closed and part-closed positions, account currency, decimal text. */
                            realised_pnl: string;
                            /** @description `built-in`, or the file it is declared in. */
                            source: string;
                            /**
                             * @description PIPELINE: its entries are the signals of the analysis. EXITS_ONLY: the tier of the account is too low for entries. LIBRARY: needs terms of its own and is used from code.
                             * @enum {string}
                             */
                            state: "PIPELINE" | "DISABLED" | "RUNNING" | "EXITS_ONLY" | "LIBRARY";
                            /** @description `*` alone: every symbol of the watchlist. */
                            symbols: string[];
                            /** @enum {string} */
                            tier: "SNIPER" | "HUNTER" | "STRATEGIST";
                            timeframes: ("1m" | "5m" | "15m" | "1h" | "4h" | "1d" | "1w")[];
                            /** @description Positions that were closed. */
                            trades: number;
                            version: number;
                            /** @description Why it does not enter, in one sentence; null while it may. */
                            why: string | null;
                        }[];
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Strategies_disable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SwitchBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        enabled: boolean;
                        id: string;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Strategies_enable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SwitchBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        enabled: boolean;
                        id: string;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    System_reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        from: "ACTIVE" | "REDUCING" | "HALTED";
                        scope: {
                            /**
                             * @description Everything, one engine, or one symbol.
                             * @enum {string}
                             */
                            level: "ACCOUNT" | "ENGINE" | "SYMBOL";
                            /** @description Name of the engine or symbol; null for the account. */
                            name: string | null;
                        };
                        /** @enum {string} */
                        to: "ACTIVE" | "REDUCING" | "HALTED";
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    System_permits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    System_state: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StateBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        from: "ACTIVE" | "REDUCING" | "HALTED";
                        scope: {
                            /**
                             * @description Everything, one engine, or one symbol.
                             * @enum {string}
                             */
                            level: "ACCOUNT" | "ENGINE" | "SYMBOL";
                            /** @description Name of the engine or symbol; null for the account. */
                            name: string | null;
                        };
                        /** @enum {string} */
                        to: "ACTIVE" | "REDUCING" | "HALTED";
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Users_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsersAnswer"];
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Users_add: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUserBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewUserAnswer"];
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Users_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Users_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChangeBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserAnswer"];
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Watchlist_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Watchlist_add: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WatchBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Watchlist_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                symbol: string;
                timeframe: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    Webhooks_tradingView: {
        parameters: {
            query?: never;
            header: {
                "x-signature": string;
                /** @description `sha256=` and the HMAC-SHA256 of the body, hexadecimal. */
                "X-Signature"?: string;
                "x-webhook-secret": string;
                /** @description The secret itself, where nothing can be signed. */
                "X-Webhook-Secret"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description `{{strategy.order.action}}`; buy is long.
                     * @enum {string}
                     */
                    action: "buy" | "sell";
                    /** @description `{{interval}}`, or one of our timeframes. */
                    interval: string | number;
                    /** @description Reference price of the entry; `{{close}}`. */
                    price: string | number;
                    /** @description The shared secret, where no signature header can be sent. Not kept. */
                    secret?: string;
                    /** @description Where the trade is wrong. */
                    stop: string | number;
                    /**
                     * @description What the sender calls it.
                     * @default tradingview
                     */
                    strategy?: string;
                    /** @description `{{ticker}}`. An exchange before a colon is dropped: bars are known by symbol. */
                    symbol: string;
                    /** @description Where it is right. */
                    target: string | number;
                    /** @description Open time of the bar the alert was raised on; `{{time}}`. */
                    time: string | number;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Whether this signal was known already. */
                        duplicate: boolean;
                        experiment_id: string;
                        signal_id: string;
                    };
                };
            };
            /** @description Any error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description Stable word for programs. */
                        code: string;
                        /** @description One sentence for a person. */
                        detail: string;
                        errors?: {
                            field: string;
                            message: string;
                        }[];
                        instance?: string;
                        status: number;
                        title: string;
                        /** @example urn:tape:problem:unknown-symbol */
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
}
